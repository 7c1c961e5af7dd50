import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { connect } from '../../sandbox/n8n/api/api';
import { packCommunityPackage } from '../../sandbox/n8n/run/communityPackage';
import { ensureN8n } from '../../sandbox/n8n/install/install';
import { startN8n, type StartOptions } from '../../sandbox/n8n/run/server';

const say = (text: string) => void process.stderr.write(`  ${text}\n`);

/** Starts one real n8n with the packed package for all tests of a project; `e2eTeardown.ts` stops it. */
export default async function e2eSetup(): Promise<void> {
	await startN8nForTests();
}

/** The same with the n8n that a folder pins, and with more settings. */
export async function startN8nForTests({
	pinned,
	env = {},
}: {
	readonly pinned?: string;
	readonly env?: NonNullable<StartOptions['env']>;
} = {}): Promise<void> {
	if (process.env['E2E_N8N_URL'] !== undefined) {
		throw new Error('One n8n at a time: choose one of its projects with --selectProjects');
	}
	const installation = await ensureN8n(say, pinned);
	const folder = await mkdtemp(join(tmpdir(), 'twilio-call-messages-e2e-'));
	const tarball = await packCommunityPackage(folder);
	say(`Starting n8n ${installation.version} with the packed package (usually 15 seconds)`);
	const n8n = await startN8n({ installation, tarball, env });
	process.env['E2E_N8N_URL'] = n8n.baseUrl;
	Object.assign(globalThis, { e2eRunning: { stop: n8n.stop, folder } });
	await connect(n8n.baseUrl); // creates the owner, whom two files that sign in at the same time would both create
}
