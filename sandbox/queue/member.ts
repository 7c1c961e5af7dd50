import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';

import { freePort } from '../listen';
import type { N8nInstallation } from '../n8n/install/install';
import { baseUrlAt, environment } from '../n8n/run/environment';
import { spawnN8n } from '../n8n/run/n8nProcess';
import { freePorts } from '../n8n/run/ports';
import { killGroup, stopGroup } from '../n8n/run/processGroup';
import { readyUrlsOf, waitUntilReady } from '../n8n/run/readiness';

/** What a process of n8n does in queue mode. */
export type Role = 'main' | 'processor' | 'worker';

/** A process of n8n that takes part in queue mode. */
export interface Member {
	readonly name: string;
	readonly port: number;
	readonly userFolder: string;
	readonly logFile: string;
	/** Its process ID, as long as it runs. */
	readonly pid: number | undefined;
	/** Starts it, at the same port as before, and resolves when it is ready. */
	start(): Promise<void>;
	/** Ends it as a deployment would. */
	stop(): Promise<void>;
	/** Ends it as a power cut would. */
	kill(): Promise<void>;
}

/** What n8n is started with. */
export const COMMANDS: Readonly<Record<Role, readonly string[]>> = {
	main: ['start'],
	processor: ['webhook'],
	worker: ['worker', '--concurrency=10'],
};

/** Prepares a process of n8n; it does not run before it is started. `env` says where database and queue are. */
export async function prepareMember(
	installation: N8nInstallation,
	userFolder: string,
	{ role, name }: { readonly role: Role; readonly name: string },
	env: Readonly<Record<string, string>>,
): Promise<Member> {
	const ports = await freePorts();
	const health = await freePort();
	const logFile = join(userFolder, `${name}.log`);
	const own = { QUEUE_HEALTH_CHECK_PORT: String(health) };
	let child: ChildProcess | undefined;
	return {
		name,
		port: ports.web,
		userFolder,
		logFile,
		get pid() {
			return child?.pid;
		},
		start: async () => {
			child = spawnN8n({
				installation,
				command: COMMANDS[role],
				directory: userFolder,
				logFile,
				env: environment(installation, userFolder, ports, { ...env, ...own }),
			});
			const healthUrl = `${baseUrlAt(role === 'worker' ? health : ports.web)}/healthz/readiness`;
			const urls = role === 'main' ? readyUrlsOf(baseUrlAt(ports.web)) : [healthUrl];
			await waitUntilReady(urls, child, logFile);
		},
		stop: async () => {
			if (child) await stopGroup(child);
		},
		kill: async () => {
			if (child) await killGroup(child);
		},
	};
}
