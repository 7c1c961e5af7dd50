import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onExit } from 'signal-exit';

import { ensureN8n } from '../sandbox/n8n/install/install';
import { packCommunityPackage } from '../sandbox/n8n/run/communityPackage';
import { startN8n } from '../sandbox/n8n/run/server';
import type { Install } from './barePackage';
import { say } from './report/answer';

/** The n8n under test and what is installed in it. */
export type Subject = Awaited<ReturnType<typeof prepareSubject>>;

/** n8n, our package as npm would publish it, packed into `folder`, and those it is compared with. */
export async function prepareSubject(folder: string, beside: readonly Install[] = []) {
	const installation = await ensureN8n(say);
	const tarball = await packCommunityPackage(join(folder, 'package'));
	return { installation, tarball, beside, folder };
}

/** Does the work in a new n8n with these settings, which it stops in any case. */
export async function inN8n<T>(
	{ installation, tarball, beside, folder }: Subject,
	env: Readonly<Record<string, string>>,
	work: (baseUrl: string) => Promise<T>,
): Promise<T> {
	const userFolder = await mkdtemp(join(folder, 'n8n-'));
	for (const install of beside) await install(userFolder);
	const n8n = await startN8n({ installation, tarball, userFolder, env });
	try {
		return await work(n8n.baseUrl);
	} finally {
		await n8n.stop();
	}
}

/** Does the work with a temporary folder, which it removes in any case, also on Ctrl-C. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'twilio-call-messages-bench-'));
	// Last: what still writes into it has been killed by then.
	const keep = onExit(() => rmSync(folder, { recursive: true, force: true }), { alwaysLast: true });
	try {
		return await work(folder);
	} finally {
		await rm(folder, { recursive: true, force: true });
		keep();
	}
}
