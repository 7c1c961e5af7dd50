import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';

import { cacheDirectory, N8N } from './n8n/install/cache';

/** Which n8n data to start with: a throw-away folder, that of the last start, or the same emptied first. */
export type DataChoice = 'temporary' | 'kept' | 'emptied';

/** The folder, and how to give it back. */
export interface DataFolder {
	readonly path: string;
	readonly release: () => Promise<void>;
}

/**
 * The folder for n8n's data. What is kept between starts makes a second start take seconds, and workflows
 * made there survive. Throws when another `npm start` is using the kept one.
 */
export async function takeDataFolder(choice: DataChoice): Promise<DataFolder> {
	return choice === 'temporary' ? await temporaryFolder() : await keptFolder(choice);
}

async function temporaryFolder(): Promise<DataFolder> {
	const path = await mkdtemp(join(tmpdir(), 'twilio-call-messages-'));
	return { path, release: async () => await rm(path, { recursive: true, force: true }) };
}

async function keptFolder(choice: 'kept' | 'emptied'): Promise<DataFolder> {
	// Beside the n8n it belongs to: another version would migrate the database, and there is no way back.
	const path = `${cacheDirectory(N8N)}-data`;
	await mkdir(path, { recursive: true });
	const release = await lock(path, { stale: 10_000, retries: 0 }).catch(() => {
		throw new Error('npm start is already running on this machine. Stop that one first (Ctrl-C).');
	});
	if (choice === 'emptied') await rm(path, { recursive: true, force: true });
	return { path, release };
}
