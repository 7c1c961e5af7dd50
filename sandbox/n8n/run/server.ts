import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { N8nInstallation } from '../install/install';
import { installCommunityPackage } from './communityPackage';
import { baseUrlAt, environment } from './environment';
import { spawnN8n } from './n8nProcess';
import { freePorts, type Ports } from './ports';
import { killGroup, stopGroup } from './processGroup';
import { readyUrlsOf, waitUntilReady } from './readiness';

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
	/** Ends n8n as a power cut would; its user folder stays. */
	kill(): Promise<void>;
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
		const child = await start(options, userFolder, logFile, ports);
		const stop = async () => {
			await stopGroup(child);
			await removeFolder();
		};
		const baseUrl = baseUrlAt(ports.web);
		await waitUntilReady(readyUrlsOf(baseUrl), child, logFile).catch(async (error: unknown) => {
			await stopGroup(child);
			throw error;
		});
		return { baseUrl, userFolder, logFile, kill: async () => await killGroup(child), stop };
	} catch (error) {
		await removeFolder();
		throw error;
	}
}

async function start(
	options: StartOptions,
	userFolder: string,
	logFile: string,
	ports: Ports,
): Promise<ChildProcess> {
	const { installation, tarball, env = {} } = options;
	await mkdir(userFolder, { recursive: true });
	if (tarball !== undefined) await installCommunityPackage(tarball, userFolder);
	return spawnN8n({
		installation,
		command: ['start'],
		directory: userFolder,
		logFile,
		env: environment(installation, userFolder, ports, env),
		temporaryFolder: options.userFolder === undefined ? userFolder : undefined,
	});
}
