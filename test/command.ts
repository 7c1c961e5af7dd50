import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** Runs a program in the project's folder and tells whether it succeeded. Rejects when it cannot be started. */
export async function runCommand(
	program: string,
	args: readonly string[],
	stdout: 'inherit' | 'ignore' = 'inherit',
): Promise<boolean> {
	const shell = process.platform === 'win32';
	const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', stdout, 'inherit'], shell });
	return await new Promise((resolve, reject) => {
		child.once('error', reject).once('exit', (code) => resolve(code === 0));
	});
}
