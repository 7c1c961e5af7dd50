import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { inWorld } from './inWorld';
import { OWNER } from './n8n/api/api';
import { updateCommunityPackage } from './n8n/run/communityPackage';
import { print, progress } from './print';
import { buildNodes, type World } from './world';

const ROOT = join(__dirname, '..');
const SOURCES = ['nodes', 'credentials', 'icons'];

/** Asked again and again: on Linux `watch` loses sight of a file that an editor replaces by another one. */
const EVERY_MS = 500;

// The WebRTC library goes on repeating the handshake of a call that was cut off in it, for up to half a minute.
void inWorld(['developing', { env: { N8N_DEV_RELOAD: 'true' } }], develop).finally(() =>
	process.exit(),
);

/** Has n8n load our nodes anew whenever their source changes, until `interrupted` aborts. */
async function develop(world: World, interrupted: AbortSignal): Promise<void> {
	print(`
   n8n's editor   ${world.n8n.baseUrl}
   login          ${OWNER.email}  ${OWNER.password}
   your phone     ${world.phonePage.url}/?call
   the emulator   ${world.twilio.baseUrl}
   n8n's log      ${world.n8n.logFile}

Change a file in ${SOURCES.join(', ')}: it is built, and n8n loads it. A new webhook of a trigger counts once its workflow
is published anew. Ctrl-C stops everything.
`);
	let known = await timesOfChange();
	while (!interrupted.aborted) {
		await sleep(EVERY_MS);
		const now = await timesOfChange();
		const paths = new Set([...known.keys(), ...now.keys()]);
		const changed = [...paths].filter((path) => known.get(path) !== now.get(path));
		known = now;
		if (changed.length > 0) await reload(world, changed);
	}
}

/** When each source file was written the last time. */
async function timesOfChange(): Promise<Map<string, number>> {
	const paths = await Promise.all(
		SOURCES.map(async (folder) =>
			(await readdir(join(ROOT, folder), { recursive: true })).map((path) => join(folder, path)),
		),
	);
	const times = await Promise.all(
		paths.flat().map(async (path): Promise<[string, number]> => {
			const file = await stat(join(ROOT, path)).catch(() => undefined);
			return [path, file?.isFile() ? file.mtimeMs : 0];
		}),
	);
	return new Map(times);
}

async function reload({ n8n }: World, files: readonly string[]): Promise<void> {
	progress(`Building: ${files.join(', ')}`);
	const started = Date.now();
	try {
		await buildNodes();
		await updateCommunityPackage(n8n.userFolder);
		progress(`In n8n after ${((Date.now() - started) / 1000).toFixed(1)} s`);
	} catch (error) {
		print(error instanceof Error ? error.message : String(error));
		progress('n8n keeps what it had');
	}
}
