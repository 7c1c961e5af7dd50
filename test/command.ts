import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { onExit } from 'signal-exit';

const ROOT = join(__dirname, '..');

/** Takes what a program writes, piece by piece. */
export type Print = (text: string) => void;

export interface CommandOptions {
	readonly stdout?: 'show' | 'ignore';
	/** Ends the program, whatever it is doing. */
	readonly signal?: AbortSignal;
}

const running = new Set<ChildProcess>();
onExit(() => running.forEach((child) => child.kill()));

/**
 * Runs a program in the project's folder and tells whether it succeeded. Without `print` it writes to the terminal itself.
 * Rejects when it cannot be started; it outlives neither this process nor `signal`.
 */
export async function runCommand(
	program: string,
	args: readonly string[],
	print?: Print,
	{ stdout = 'show', signal }: CommandOptions = {},
): Promise<boolean> {
	const shown = print === undefined ? 'inherit' : 'pipe';
	const child = spawn(program, args, {
		cwd: ROOT,
		// Who writes to a pipe leaves colours out unless told.
		env: { ...(process.stdout.isTTY && { FORCE_COLOR: '1' }), ...process.env },
		stdio: ['ignore', stdout === 'show' ? shown : 'ignore', shown],
		...(signal && { signal, killSignal: 'SIGKILL' }),
		shell: process.platform === 'win32' && program !== process.execPath, // npm is a .cmd file there
	});
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', (text: string) => print?.(text));
	}
	running.add(child);
	try {
		return await new Promise((resolve, reject) => {
			child.once('close', (code) => resolve(code === 0));
			child.once('error', (error) => (signal?.aborted ? resolve(false) : reject(error)));
		});
	} finally {
		running.delete(child);
	}
}
