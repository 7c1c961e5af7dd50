import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, closeSync, openSync, rmSync } from 'node:fs';
import { onExit } from 'signal-exit';
import { until } from '../../poll';

const GRACE_MS = 15_000;
const KILL_MS = 2_000;
const isWindows = process.platform === 'win32';

/** What must not outlive this process: by group leader, the temporary folder to remove with it. */
const running = new Map<number, string | undefined>();
let isWatching = false;

/** A program that runs in the background. */
export interface BackgroundProgram {
	readonly program: string;
	readonly args: readonly string[];
	readonly directory: string;
	/** Its output is appended to this file. */
	readonly logFile: string;
	readonly env?: NodeJS.ProcessEnv;
	/** Removed when this process exits or is interrupted. */
	readonly temporaryFolder?: string | undefined;
}

/** Spawns a program in a process group of its own, which is killed when this process exits. Says in its log when it cannot be started. */
export function spawnGroup(background: BackgroundProgram): ChildProcess {
	const { program, args, directory, logFile, env, temporaryFolder } = background;
	const log = openSync(logFile, 'a');
	const child = spawn(program, args, {
		cwd: directory,
		env,
		stdio: ['ignore', log, log],
		detached: true, // its own process group: Ctrl-C reaches it through stopGroup() only, and kill() reaches its children
	});
	child.once('error', (error) => appendFileSync(logFile, `${error}\n`));
	child.unref(); // what nobody stopped must not keep this process alive
	closeSync(log);
	killAtExit(child, temporaryFolder);
	return child;
}

/**
 * When this process exits or is interrupted, kills the group of a detached child and removes its
 * temporary folder, if it has one.
 */
function killAtExit(child: ChildProcess, temporaryFolder?: string): void {
	const { pid } = child;
	if (pid === undefined) return;
	running.set(pid, temporaryFolder);
	if (isWatching) return;
	isWatching = true;
	onExit(() => running.forEach(killNow));
}

function killNow(folder: string | undefined, leader: number): void {
	signal(leader, 'SIGKILL');
	if (folder === undefined) return;
	try {
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	} catch {
		// The system cleans its temporary folder; the exit must not fail over it.
	}
}

/**
 * Ends a detached child and everything it started: SIGTERM, 15 s, then SIGKILL to the whole group.
 * Resolves when the group is gone.
 */
export async function stopGroup(child: ChildProcess): Promise<void> {
	const { pid } = child;
	if (pid === undefined) return;
	child.kill('SIGTERM');
	await waitFor(GRACE_MS, () => hasEnded(child));
	await killGroup(child);
}

/** Kills a detached child and everything it started, without a warning. Resolves when the group is gone. */
export async function killGroup(child: ChildProcess): Promise<void> {
	const { pid } = child;
	if (pid === undefined) return;
	signal(pid, 'SIGKILL');
	await waitFor(KILL_MS, () => hasEnded(child) && !signal(pid, 0));
	running.delete(pid);
}

/** Whether a child has exited, was killed or never started. */
export function hasEnded(child: ChildProcess): boolean {
	return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

// Bounded, not required: where process 1 reaps nobody (a container without init), killed orphans stay listed.
async function waitFor(timeoutMs: number, isTrue: () => boolean): Promise<void> {
	await until('process', { timeoutMs, everyMs: 50 }, isTrue).catch(() => undefined);
}

/** Returns false when there is nobody left to receive it. Windows has no process groups. */
function signal(leader: number, name: NodeJS.Signals | 0): boolean {
	try {
		return process.kill(isWindows ? leader : -leader, name);
	} catch {
		return false;
	}
}
