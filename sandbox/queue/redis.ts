import { mkdir } from 'node:fs/promises';

import { freePort, HOST } from '../listen';
import { startServer, type RunningServer } from './guardedServer';
import type { Programs } from './programs';

/** Starts an empty Redis that writes down what it is told, so that a restart loses nothing. */
export async function startRedis({ redis }: Programs, directory: string): Promise<RunningServer> {
	await mkdir(directory);
	const port = await freePort();
	const settings = { port: String(port), bind: HOST, dir: directory, save: '', appendonly: 'yes' };
	const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
	return await startServer({ name: 'Redis', program: redis, args, port, directory });
}
