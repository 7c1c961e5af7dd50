import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';

import { cacheDirectory, N8N } from './n8n/install/cache';

/** Which n8n data to start with: a throw-away folder, that of the last start, the same emptied first, or that of `npm run dev`. */
export type DataChoice = 'temporary' | 'kept' | 'emptied' | 'developing';

/** The folder, and how to give it back. */
export interface DataFolder {
	readonly path: string;
	readonly release: () => Promise<void>;
}

/**
 * The folder for n8n's data. What is kept between starts makes a second start take seconds, and workflows
 * made there survive. Throws when somebody else is using the kept one.
 */
export async function takeDataFolder(choice: DataChoice): Promise<DataFolder> {
	return choice === 'temporary' ? await temporaryFolder() : await keptFolder(choice);
}

async function temporaryFolder(): Promise<DataFolder> {
	const path = await mkdtemp(join(tmpdir(), 'twilio-call-messages-'));
	return { path, release: async () => await rm(path, { recursive: true, force: true }) };
}

async function keptFolder(choice: Exclude<DataChoice, 'temporary'>): Promise<DataFolder> {
	// Beside the n8n it belongs to: another version would migrate the database, and there is no way back.
	const [name, command] = choice === 'developing' ? ['dev', 'npm run dev'] : ['data', 'npm start'];
	const path = `${cacheDirectory(N8N)}-${name}`;
	await mkdir(path, { recursive: true });
	const release = await lock(path, { stale: 10_000, retries: 0 }).catch(() => {
		throw new Error(`${command} is already running on this machine. Stop that one first (Ctrl-C).`);
	});
	if (choice === 'emptied') await rm(path, { recursive: true, force: true });
	return { path, release };
}
