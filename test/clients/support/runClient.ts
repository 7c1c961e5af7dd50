import { spawn, type ChildProcess } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface ClientRun {
	readonly program: string;
	readonly args: readonly string[];
	readonly env: Readonly<Record<string, string>>;
	readonly input?: string;
}

/** How a client ended, and what it printed. */
export interface ClientResult {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** Longer than any client waits for an answer. */
const PATIENCE_MS = 55_000;

/** Runs a client to its end. One that does not end is killed, and then has no code. Rejects when it cannot be started. */
export async function runClient({ program, args, env, input }: ClientRun): Promise<ClientResult> {
	const child = spawn(program, args, { env, stdio: 'pipe', timeout: PATIENCE_MS });
	child.stdin.on('error', () => undefined).end(input ?? '');
	const [code, stdout, stderr] = await Promise.all([
		endOf(child),
		text(child.stdout),
		text(child.stderr),
	]);
	return { code, stdout, stderr };
}

/** Resolves with the code of a process once it is over, null of one that was killed. Rejects when it cannot be started. */
export const endOf = (child: ChildProcess) =>
	new Promise<number | null>((resolve, reject) => {
		child.once('close', resolve).once('error', reject);
	});
