import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * Starts a file of this folder in a process of its own, which ends when this one does, sends it a message if
 * there is one and resolves with its first answer. Throws when it ends without one.
 */
export async function startChild(
	file: string,
	env: Readonly<Record<string, string>>,
	message?: object,
) {
	const execArgv = [...process.execArgv, '--expose-gc'];
	const stdio: Array<'ignore' | 'inherit' | 'ipc'> = ['ignore', 'ignore', 'inherit', 'ipc'];
	const child = fork(join(__dirname, file), { execArgv, stdio, env: { ...process.env, ...env } });
	const ended = once(child, 'exit').then(([code, signal]) => {
		throw new Error(`${file} ended with ${code ?? signal}`);
	});
	if (message !== undefined) child.send(message);
	const answered = once(child, 'message').then(([answer]): unknown => answer);
	const answer = await Promise.race([answered, ended]);
	ended.catch(() => undefined);
	return { answer, stop: () => child.disconnect() };
}
