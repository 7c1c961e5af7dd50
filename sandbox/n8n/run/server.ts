import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { N8nInstallation } from '../install/install';
import { installCommunityPackage } from './communityPackage';
import { baseUrlAt, environment } from './environment';
import { freePorts, type Ports } from './ports';
import { killAtExit, stopGroup } from './processGroup';
import { waitUntilReady } from './readiness';

export type StartOptions = {
	readonly installation: N8nInstallation;
	/** n8n's database and settings; without it a temporary folder that stop() removes */
	readonly userFolder?: string;
	/** our packed nodes, see packCommunityPackage() */
	readonly tarball?: string;
	readonly port?: number;
	readonly env?: Readonly<Record<string, string>>;
	/** file that n8n's output is appended to; default: `n8n.log` in the user folder */
	readonly log?: string;
};

export type RunningN8n = {
	/** without a slash at its end */
	readonly baseUrl: string;
	readonly userFolder: string;
	readonly logFile: string;
	/** Ends n8n and all its children, and removes a temporary user folder. May be called twice. */
	stop(): Promise<void>;
};

/**
 * Starts n8n and resolves when it answers (15 s on a new folder, 7 s later). It never outlives this
 * process. Throws with the last lines of its log when it exits or is not ready within 120 s, and when
 * `port` is taken.
 */
export async function startN8n(options: StartOptions): Promise<RunningN8n> {
	const ports = await freePorts(options.port);
	const userFolder = options.userFolder ?? (await mkdtemp(join(tmpdir(), 'n8n-sandbox-')));
	const logFile = options.log ?? join(userFolder, 'n8n.log');
	const removeFolder = async () => {
		if (options.userFolder === undefined) await rm(userFolder, { recursive: true, force: true });
	};
	try {
		const child = await spawnN8n(options, userFolder, logFile, ports);
		const stop = async () => {
			await stopGroup(child);
			await removeFolder();
		};
		const baseUrl = baseUrlAt(ports.web);
		await waitUntilReady(baseUrl, child, logFile).catch(async (error: unknown) => {
			await stopGroup(child);
			throw error;
		});
		return { baseUrl, userFolder, logFile, stop };
	} catch (error) {
		await removeFolder();
		throw error;
	}
}

async function spawnN8n(
	options: StartOptions,
	userFolder: string,
	logFile: string,
	ports: Ports,
): Promise<ChildProcess> {
	const { installation, tarball, env = {} } = options;
	await mkdir(userFolder, { recursive: true });
	if (tarball !== undefined) await installCommunityPackage(tarball, userFolder);
	const n8n = join(installation.directory, 'node_modules', 'n8n', 'bin', 'n8n');
	const preload = ['--import', pathToFileURL(join(__dirname, 'dieWithParent.mjs')).href];
	const log = openSync(logFile, 'a');
	const child = spawn(installation.node, [...preload, n8n, 'start'], {
		cwd: userFolder,
		env: environment(installation, userFolder, ports, env),
		stdio: ['ignore', log, log],
		detached: true, // its own process group: Ctrl-C reaches it through stop() only, and kill() reaches its children
	});
	child.once('error', (error) => appendFileSync(logFile, `${error}\n`));
	child.unref(); // an n8n that nobody stopped must not keep this process alive
	closeSync(log);
	killAtExit(child, options.userFolder === undefined ? userFolder : undefined);
	return child;
}
