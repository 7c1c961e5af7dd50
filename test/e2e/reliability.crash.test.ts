import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { range } from 'lodash';

import { connect } from '../../sandbox/n8n/api/api';
import { ensureN8n } from '../../sandbox/n8n/install/install';
import { packCommunityPackage } from '../../sandbox/n8n/run/communityPackage';
import { startN8n } from '../../sandbox/n8n/run/server';
import { startTwilioEmulator } from '../../sandbox/twilio/server';
import { useDuringFile, type Stops } from '../support/duringFile';
import { startLongRun } from '../support/longRun';
import { createCredential, TIMEOUT_MS } from '../support/n8n';

const TEST_MS = 180_000;

const folder = useDuringFile(async (stops: Stops) => {
	const path = await mkdtemp(join(tmpdir(), 'twilio-call-messages-crash-'));
	stops.push(async () => await rm(path, { recursive: true, force: true }));
	return path;
});

/** An n8n of its own, which may be killed. */
async function start(stops: Stops, tarball?: string) {
	const installation = await ensureN8n(() => undefined);
	const userFolder = join(folder(), 'n8n');
	const env = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };
	const n8n = await startN8n({ installation, userFolder, env, ...(tarball && { tarball }) });
	stops.push(n8n.stop);
	return { n8n, baseUrl: n8n.baseUrl, api: await connect(n8n.baseUrl) };
}

it(
	'a run that was cut off when n8n was killed is finished by Retry, and nobody hears a message twice',
	async () => {
		const stops: Stops = [];
		try {
			const first = await start(stops, await packCommunityPackage(folder()));
			const twilio = await startTwilioEmulator();
			stops.push(twilio.stop);
			const credential = await createCredential(first.api, twilio);
			const { executionId, heard } = await startLongRun({ ...first, twilio, credential }, 200);
			await first.n8n.kill();
			expect(heard().length).toBeLessThan(200);

			const { api } = await start(stops);
			expect((await api.waitForExecution(executionId, TIMEOUT_MS)).status).toBe('crashed');
			const retry = await api.retryExecution(executionId);
			expect((await api.waitForExecution(retry, TIMEOUT_MS)).status).toBe('success');
			expect(heard()).toEqual(range(200).map((n) => ({ n })));
		} finally {
			for (const stop of stops.reverse()) await stop();
		}
	},
	TEST_MS,
);
