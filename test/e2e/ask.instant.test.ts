import type { N8nApi } from '../../sandbox/n8n/api/api';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { askingNode } from '../support/asking';
import { startApp } from '../support/liveCalls';
import { connectN8n, createCredential, runWorkflow, workflowWith } from '../support/n8n';

const NODE = 'Twilio Call Messages';
const EXECUTIONS = 20;
const SIDE_BY_SIDE = 4;

let api: N8nApi;
let twilio: TwilioEmulator;

beforeAll(async () => {
	api = await connectN8n();
	twilio = await startTwilioEmulator({
		// Six attempts in 50 ms each can be over before a busy machine has put its execution to wait.
		callbackRetryPauseMs: 500,
		onEvent: (event) => {
			if (event.type === 'messageToPhone') twilio.phone.say(event.callSid, { to: event.sid });
		},
	});
});
afterAll(async () => await twilio.stop());

// The app can be quicker than n8n puts the execution to wait: then n8n answers 409, and Twilio tries again.
// How often that happens is measured by `npm run bench -- replies`.
describe('an app that answers at the very moment it hears the question', () => {
	it(`is understood by each of ${EXECUTIONS} executions, ${SIDE_BY_SIDE} side by side`, async () => {
		const node = askingNode(await createCredential(api, twilio));
		const askOnce = async () => {
			const sid = startApp(twilio);
			const { status, itemsOf } = await runWorkflow(api, workflowWith(node, [{ sid }]));
			const to = twilio.phone.heardBy(sid)[0]?.sid;
			expect([status, itemsOf(NODE).map(({ json }) => json['reply'])]).toEqual([
				'success',
				[{ to }],
			]);
		};
		const lane = async () => {
			for (let count = 0; count < EXECUTIONS / SIDE_BY_SIDE; count++) await askOnce();
		};
		await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
	});
});
