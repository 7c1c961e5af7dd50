import type { N8nApi } from '../../sandbox/n8n/api/api';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { askingNode, startAsking } from '../support/asking';
import { connectN8n, createCredential, workflowWith, type StoredCredential } from '../support/n8n';

const NODE = 'Twilio Call Messages';

/** n8n looks once a minute for executions whose time is up, so this test is slow whatever the limit. */
const A_MINUTE_AND_MORE_MS = 90_000;

let api: N8nApi;
let twilio: TwilioEmulator;
let credential: StoredCredential;

beforeAll(async () => {
	api = await connectN8n();
	twilio = await startTwilioEmulator();
	credential = await createCredential(api, twilio);
});
afterAll(async () => await twilio.stop());

describe('a question that nobody answers in time', () => {
	it(
		'passes all input items on as they came, and a late reply changes nothing',
		async () => {
			const callSid = twilio.phone.startCall({ from: 'client:alice', to: '+15005550006' }).sid;
			const items = [
				{ sid: callSid, n: 1 },
				{ sid: callSid, n: 2 },
			];
			const values = { limitType: 'afterTimeInterval', resumeAmount: 0.01, resumeUnit: 'minutes' };
			const options = { limitWaitTime: { values }, replyField: 'answer' };
			const executionId = await startAsking(
				api,
				workflowWith(askingNode(credential, options), items),
			);
			twilio.phone.say(callSid, 'one moment');

			const { status, itemsOf } = await api.waitForExecution(executionId, A_MINUTE_AND_MORE_MS);
			expect([status, itemsOf(NODE).map(({ json }) => json)]).toEqual(['success', items]);

			twilio.phone.say(callSid, { answer: 'yes' });
			await twilio.settled();
			const later = await api.execution(executionId);
			expect(later.itemsOf(NODE)).toEqual(itemsOf(NODE));
		},
		A_MINUTE_AND_MORE_MS + 30_000,
	);
});
