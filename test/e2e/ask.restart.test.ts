import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { connect, type N8nApi } from '../../sandbox/n8n/api/api';
import { ensureN8n } from '../../sandbox/n8n/install/install';
import { packCommunityPackage } from '../../sandbox/n8n/run/communityPackage';
import { startN8n, type RunningN8n } from '../../sandbox/n8n/run/server';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { askingNode, startAsking } from '../support/asking';
import { startApp } from '../support/liveCalls';
import { createCredential, TIMEOUT_MS, workflowWith, type StoredCredential } from '../support/n8n';

const NODE = 'Twilio Call Messages';
const RESTART_MS = 120_000;

let folder: string;
let n8n: RunningN8n;
let api: N8nApi;
let twilio: TwilioEmulator;
let credential: StoredCredential;
let callSid: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'twilio-call-messages-restart-'));
	await start(await packCommunityPackage(folder));
	twilio = await startTwilioEmulator();
	credential = await createCredential(api, twilio);
}, RESTART_MS);
afterAll(async () => {
	await twilio.stop();
	await n8n.stop();
	await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
	callSid = startApp(twilio);
});

/** An n8n of its own: the others go on using theirs. */
async function start(tarball?: string): Promise<void> {
	const installation = await ensureN8n(() => undefined);
	const port = n8n === undefined ? undefined : Number(new URL(n8n.baseUrl).port);
	n8n = await startN8n({
		installation,
		userFolder: join(folder, 'n8n'),
		...(tarball !== undefined && { tarball }),
		...(port !== undefined && { port }),
	});
	api = await connect(n8n.baseUrl);
}

const ask = async (options: object = {}) => {
	const items = [{ sid: callSid, name: 'Alice' }];
	return await startAsking(api, workflowWith(askingNode(credential, options), items));
};
const jsonOf = async (executionId: string) => {
	const { status, itemsOf } = await api.waitForExecution(executionId, TIMEOUT_MS);
	return [status, itemsOf(NODE).map(({ json }) => json)];
};

describe('an n8n that is restarted while an execution waits', () => {
	it(
		'continues with the reply that comes afterwards',
		async () => {
			const executionId = await ask({ replyField: 'answer' });
			await n8n.stop();
			await start();

			twilio.phone.say(callSid, { type: 'muted' });
			twilio.phone.say(callSid, { answer: 'yes' });

			expect(await jsonOf(executionId)).toEqual([
				'success',
				[expect.objectContaining({ replied: true, reply: { answer: 'yes' } })],
			]);
			await twilio.settled();
			expect(twilio.phone.subscriptionsOf(callSid)).toEqual([]);
		},
		RESTART_MS,
	);

	it(
		'passes the input on when the time was up meanwhile',
		async () => {
			// n8n looks at what waits as soon as it has started, else once a minute.
			const values = { limitType: 'afterTimeInterval', resumeAmount: 1, resumeUnit: 'seconds' };
			const executionId = await ask({ limitWaitTime: { values } });
			await n8n.stop();
			await start();

			expect(await jsonOf(executionId)).toEqual(['success', [{ sid: callSid, name: 'Alice' }]]);
		},
		RESTART_MS,
	);
});
