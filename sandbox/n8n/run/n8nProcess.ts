import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { N8nInstallation } from '../install/install';
import { killAtExit } from './processGroup';

/** One process of n8n: which of its commands runs, where, and with what. */
export interface N8nProcess {
	readonly installation: N8nInstallation;
	/** Such as `start`, `webhook` or `worker`, with its arguments. */
	readonly command: readonly string[];
	readonly directory: string;
	/** Its output is appended to this file. */
	readonly logFile: string;
	readonly env: NodeJS.ProcessEnv;
	/** Removed when this process exits or is interrupted. */
	readonly temporaryFolder?: string | undefined;
}

/** Spawns n8n in a process group of its own, which never outlives this process. Says in its log when it cannot be started. */
export function spawnN8n({
	installation,
	command,
	directory,
	logFile,
	env,
	temporaryFolder,
}: N8nProcess): ChildProcess {
	const n8n = join(installation.directory, 'node_modules', 'n8n', 'bin', 'n8n');
	const preload = ['--import', pathToFileURL(join(__dirname, 'dieWithParent.mjs')).href];
	const log = openSync(logFile, 'a');
	const child = spawn(installation.node, [...preload, n8n, ...command], {
		cwd: directory,
		env,
		stdio: ['ignore', log, log],
		detached: true, // its own process group: Ctrl-C reaches it through stop() only, and kill() reaches its children
	});
	child.once('error', (error) => appendFileSync(logFile, `${error}\n`));
	child.unref(); // an n8n that nobody stopped must not keep this process alive
	closeSync(log);
	killAtExit(child, temporaryFolder);
	return child;
}
