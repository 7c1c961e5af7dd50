import { watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { inWorld } from './inWorld';
import { OWNER } from './n8n/api/api';
import { updateCommunityPackage } from './n8n/run/communityPackage';
import { print, progress } from './print';
import { buildNodes, type World } from './world';

const ROOT = join(__dirname, '..');
const SOURCES = ['nodes', 'credentials', 'icons'];

/** An editor writes several files at once, and some of them twice. */
const QUIET_MS = 200;

// The WebRTC library goes on repeating the handshake of a call that was cut off in it, for up to half a minute.
void inWorld(['developing', { N8N_DEV_RELOAD: 'true' }], develop).finally(() => process.exit());

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
	let changed = new Set<string>();
	let wake = () => {};
	for (const folder of SOURCES) {
		watch(join(ROOT, folder), { recursive: true, signal: interrupted }, (_event, file) => {
			changed.add(join(folder, file ?? ''));
			wake();
		});
	}
	while (!interrupted.aborted) {
		if (changed.size === 0) await new Promise<void>((resolve) => (wake = resolve));
		await sleep(QUIET_MS);
		const files = [...changed];
		changed = new Set();
		await reload(world, files);
	}
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
