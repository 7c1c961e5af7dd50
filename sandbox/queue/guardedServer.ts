import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { HOST } from '../listen';
import { lastLines } from '../n8n/install/command';
import { hasEnded, spawnGroup, stopGroup } from '../n8n/run/processGroup';
import { until } from '../poll';

/** A server that is no part of this project. */
export interface ServerProgram {
	readonly name: string;
	readonly program: string;
	readonly args: readonly string[];
	readonly port: number;
	readonly directory: string;
	/** What it takes for a wish to end soon. */
	readonly stopSignal?: NodeJS.Signals;
}

export interface RunningServer {
	readonly port: number;
	/** Ends it and starts it again after a pause (ms), at the same port and with its data. */
	restart(pauseMs: number): Promise<void>;
	stop(): Promise<void>;
}

/** Starts a server that ends with this process, whatever happens to it. Rejects with the end of its log when it does not answer. */
export async function startServer(server: ServerProgram): Promise<RunningServer> {
	let child = await begin(server);
	return {
		port: server.port,
		restart: async (pauseMs) => {
			await stopGroup(child);
			await sleep(pauseMs);
			child = await begin(server);
		},
		stop: async () => await stopGroup(child),
	};
}

async function begin(server: ServerProgram): Promise<ChildProcess> {
	const { name, program, args, directory, port, stopSignal = 'SIGTERM' } = server;
	const logFile = join(directory, `${name}.log`);
	const guard = [join(__dirname, 'guard.mjs'), stopSignal, program, ...args];
	const child = spawnGroup({ program: process.execPath, args: guard, directory, logFile });
	try {
		await until(`${name} answers`, { timeoutMs: 30_000, everyMs: 50 }, async () => {
			if (hasEnded(child)) throw new Error(`${name} ended with ${child.exitCode}`);
			return await isListening(port);
		});
		return child;
	} catch (error) {
		await stopGroup(child);
		const text = lastLines(await readFile(logFile, 'utf8'));
		throw new Error(`${name} did not start. Its log ends with:\n${text}`, { cause: error });
	}
}

async function isListening(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, HOST, () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});
}
