import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { N8nInstallation } from '../install/install';
import { spawnGroup, type BackgroundProgram } from './processGroup';

/** One process of n8n. */
export interface N8nProcess extends Omit<BackgroundProgram, 'program' | 'args'> {
	readonly installation: N8nInstallation;
	/** Which of n8n's commands it runs, such as `start`, `webhook` or `worker`, with its arguments. */
	readonly command: readonly string[];
}

/** Spawns n8n in a process group of its own, which never outlives this process. Says in its log when it cannot be started. */
export function spawnN8n({ installation, command, ...background }: N8nProcess): ChildProcess {
	const n8n = join(installation.directory, 'node_modules', 'n8n', 'bin', 'n8n');
	const preload = ['--import', pathToFileURL(join(__dirname, 'dieWithParent.mjs')).href];
	const args = [...preload, n8n, ...command];
	return spawnGroup({ ...background, program: installation.node, args });
}
