import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { HOST } from '../../../sandbox/listen';
import { hasEnded, killGroup, spawnGroup } from '../../../sandbox/n8n/run/processGroup';
import { poll } from '../../../sandbox/poll';
import { pathOf } from './clientNames';
import type { TwilioHost } from './twilioHost';

const LIMITS = { timeoutMs: 50_000, everyMs: 20 };
const DIE_WITH_PARENT = join(__dirname, '../../../sandbox/n8n/run/dieWithParent.mjs');

export interface Prism {
	readonly baseUrl: string;
	readonly stop: () => Promise<void>;
}

/**
 * Starts Prism with a document: before `upstream`, whose answers it checks, or without one in Twilio's place. What breaks the
 * document it answers with an error of its own (`--errors`). Rejects with what it printed when it does not listen.
 */
export async function startPrism(
	{ nodeEnv: env, folder }: Pick<TwilioHost, 'nodeEnv' | 'folder'>,
	document: string,
	upstream?: string,
): Promise<Prism> {
	const directory = await mkdtemp(join(folder, 'prism-'));
	const logFile = join(directory, 'log');
	const preload = ['--import', pathToFileURL(DIE_WITH_PARENT).href];
	const program = join(pathOf('prism'), '@stoplight', 'prism-cli', 'dist', 'index.js');
	const mode = upstream === undefined ? ['mock', document] : ['proxy', document, upstream];
	const args = [...preload, program, ...mode, '--errors', '--host', HOST, '--port', '0'];
	const child = spawnGroup({ program: process.execPath, args, directory, logFile, env });
	// Without a warning: it would wait for connections that clients keep open.
	const stop = async () => await killGroup(child);
	try {
		const baseUrl = await poll('Prism listens', LIMITS, () => {
			const log = readFileSync(logFile, 'utf8');
			if (hasEnded(child)) throw new Error(`Prism ended:\n${log}`);
			return /Prism is listening on (http:\S+)\s/.exec(log)?.[1];
		});
		return { baseUrl, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
