import { spawnSync } from 'node:child_process';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { freePort, HOST } from '../listen';
import { run } from '../n8n/install/command';
import { startServer, type RunningServer } from './guardedServer';
import type { Programs } from './programs';

/** Starts an empty PostgreSQL whose data is in a folder, with the user `postgres` who needs no password. */
export async function startPostgres(
	{ initdb, postgres }: Programs,
	directory: string,
): Promise<RunningServer> {
	await mkdir(directory, { mode: 0o755 });
	const data = join(directory, 'data');
	const owner = await giveAway(directory);
	const asOwner = (program: string, args: readonly string[]) =>
		owner === undefined
			? { program, args }
			: { program: 'setpriv', args: [...owner, program, ...args] };

	const create = ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync', '-E', 'UTF8'];
	await run({ ...asOwner(initdb, create), directory });
	const port = await freePort();
	const settings = { listen_addresses: HOST, unix_socket_directories: '', max_connections: '200' };
	const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	return await startServer({
		name: 'PostgreSQL',
		...asOwner(postgres, ['-D', data, '-p', String(port), ...flags]),
		port,
		directory,
		stopSignal: 'SIGINT', // the fast way: it does not wait for its clients
	});
}

/** PostgreSQL refuses to run as root: gives the folder to its own user then, and tells how to become that user. */
async function giveAway(directory: string): Promise<readonly string[] | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const idOf = (flag: string) =>
		Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout || NaN);
	const [uid, gid] = [idOf('-u'), idOf('-g')];
	if (Number.isNaN(uid) || Number.isNaN(gid)) {
		throw new Error('PostgreSQL does not run as root: start this as another user');
	}
	await chown(directory, uid, gid);
	return [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
}
