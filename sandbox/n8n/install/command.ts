import { spawn } from 'node:child_process';

export type Command = {
	readonly program: string;
	readonly args: readonly string[];
	readonly directory: string;
	readonly env?: Readonly<Record<string, string>>;
};

const TAIL_LINES = 15;

/** Runs a program to its end and resolves with its stdout. Rejects with the last lines it printed. */
export async function run(command: Command): Promise<string> {
	const { program, args, directory, env } = command;
	const child = spawn(program, args, {
		cwd: directory,
		env: { ...withoutCallersNpm(process.env), ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
		shell: process.platform === 'win32', // npm is a .cmd file there
	});
	let stdout = '';
	let everything = '';
	child.stdout.on('data', (chunk) => ((stdout += chunk), (everything += chunk)));
	child.stderr.on('data', (chunk) => (everything += chunk));
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject).once('close', resolve);
	});
	if (code === 0) return stdout;
	throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${lastLines(everything)}`);
}

/** The last lines of a log, for an error message. */
export function lastLines(log: string): string {
	return log.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
}

/** Under `npm start` npm describes our own package in the environment: a nested npm must not see it. */
function withoutCallersNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const isCallers = /^(npm_(package|lifecycle|command|config_local_prefix)|INIT_CWD)/;
	return Object.fromEntries(Object.entries(env).filter(([name]) => !isCallers.test(name)));
}
