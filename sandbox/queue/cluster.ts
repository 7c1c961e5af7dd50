import { rmSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onExit } from 'signal-exit';

import { freePort, HOST } from '../listen';
import type { N8nInstallation } from '../n8n/install/install';
import { installCommunityPackage } from '../n8n/run/communityPackage';
import { baseUrlAt } from '../n8n/run/environment';
import type { RunningServer } from './guardedServer';
import { haproxy, startLoadBalancer, type BalancedPorts } from './loadBalancer';
import { prepareMember, type Member, type Role } from './member';
import { startPostgres } from './postgres';
import { findPrograms } from './programs';
import { startRedis } from './redis';

export interface ClusterOptions {
	readonly installation: N8nInstallation;
	/** our packed nodes, see packCommunityPackage() */
	readonly tarball: string;
	/** Install further packages in the user folder of each process of n8n, before it starts. */
	readonly install?: ReadonlyArray<(userFolder: string) => Promise<void>>;
	/** Further settings of every process of n8n. */
	readonly env?: Readonly<Record<string, string>>;
	readonly onProgress?: (text: string) => void;
}

/** n8n in queue mode, on this machine: everything that a user of it would set up on several. */
export interface Cluster {
	/** Of the load balancer, without a slash at its end: where Twilio and people reach n8n. */
	readonly baseUrl: string;
	/** Of the main process. */
	readonly userFolder: string;
	/** What the main process logs. */
	readonly logFile: string;
	readonly main: Member;
	readonly processors: readonly [Member, Member];
	readonly workers: readonly [Member, Member];
	readonly postgres: RunningServer;
	readonly redis: RunningServer;
	/** Where another load balancer would find the processes. */
	readonly ports: BalancedPorts;
	/** Ends everything and removes its data. May be called twice. */
	stop(): Promise<void>;
}

/**
 * Starts PostgreSQL, Redis, a main process, two webhook processors, two workers and a load balancer, and resolves when all
 * are ready (about 30 s). Nothing of it outlives this process. Throws with what is missing on this machine, or the end of the
 * log of what did not start.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
	const programs = findPrograms();
	const folder = await mkdtemp(join(tmpdir(), 'n8n-queue-'));
	const forget = onExit(() => rmSync(folder, { recursive: true, force: true }), {
		alwaysLast: true,
	});
	const running: Array<() => Promise<void>> = [
		async () => await rm(folder, { recursive: true, force: true }).then(forget),
	];
	const stop = async () => {
		for (const stopOne of running.splice(0).reverse()) await stopOne();
	};
	const started = <T extends { stop(): Promise<void> }>(server: T): T => {
		running.push(async () => await server.stop());
		return server;
	};
	const say = options.onProgress ?? (() => undefined);
	try {
		await chmod(folder, 0o755); // PostgreSQL is another user, where this one is root
		say('Starting PostgreSQL and Redis');
		const postgres = started(await startPostgres(programs, join(folder, 'postgres')));
		const redis = started(await startRedis(programs, join(folder, 'redis')));

		const balancer = await freePort();
		const baseUrl = baseUrlAt(balancer);
		const env = {
			...queueSettings({ postgresPort: postgres.port, redisPort: redis.port, baseUrl }),
			...options.env,
		};
		const members = await prepareMembers(options, join(folder, 'n8n'), env);
		const { main, processors, workers } = members;

		say('Starting the main process of n8n (usually 20 seconds)');
		await started(main).start();
		say('Starting two webhook processors and two workers (usually 20 seconds)');
		await Promise.all(
			[...processors, ...workers].map(async (member) => await started(member).start()),
		);

		const ports = { own: balancer, main: main.port, processors: portsOf(processors) };
		const directory = join(folder, 'load-balancer');
		started(await startLoadBalancer(haproxy(programs.haproxy), directory, ports));
		const { logFile, userFolder } = main;
		return { baseUrl, userFolder, logFile, ...members, postgres, redis, ports, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Each has a user folder of its own, as on a machine of its own: n8n looks there for what it was doing when it was killed. */
async function prepareMembers(
	{ installation, tarball, install = [] }: ClusterOptions,
	directory: string,
	env: Readonly<Record<string, string>>,
) {
	const prepare = async (role: Role, name: string) => {
		const userFolder = join(directory, name);
		await mkdir(userFolder, { recursive: true });
		await installCommunityPackage(tarball, userFolder);
		for (const installOne of install) await installOne(userFolder);
		return await prepareMember(installation, userFolder, { role, name }, env);
	};
	const pair = async (role: 'processor' | 'worker') =>
		[await prepare(role, `${role}-1`), await prepare(role, `${role}-2`)] as const;
	return {
		main: await prepare('main', 'main'),
		processors: await pair('processor'),
		workers: await pair('worker'),
	};
}

const portsOf = ([first, second]: readonly [Member, Member]) => [first.port, second.port] as const;

/** What every process of n8n is told: https://docs.n8n.io/hosting/scaling/queue-mode/ */
export function queueSettings({
	postgresPort,
	redisPort,
	baseUrl,
}: {
	readonly postgresPort: number;
	readonly redisPort: number;
	readonly baseUrl: string;
}): Readonly<Record<string, string>> {
	return {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: HOST,
		QUEUE_BULL_REDIS_PORT: String(redisPort),
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		N8N_WORKER_SERVER_ADDRESS: HOST,
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: HOST,
		DB_POSTGRESDB_PORT: String(postgresPort),
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: 'postgres',
		WEBHOOK_URL: `${baseUrl}/`,
		N8N_PROXY_HOPS: '1',
	};
}
