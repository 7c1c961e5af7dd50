import { randomUUID } from 'node:crypto';

import axios from 'axios';

import type { N8nApi, WorkflowJson } from '../../sandbox/n8n/api/api';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { answersTo, askingNode, startAsking, untilHeard, untilWaiting } from '../support/asking';
import {
	builtInNode,
	connectN8n,
	createCredential,
	leadsTo,
	n8nUrl,
	type StoredCredential,
	TIMEOUT_MS,
	workflowWith,
} from '../support/n8n';

const NODE = 'Twilio Call Messages';

let api: N8nApi;
let twilio: TwilioEmulator;
let credential: StoredCredential;
let callSid: string;

beforeAll(async () => {
	api = await connectN8n();
	twilio = await startTwilioEmulator();
	credential = await createCredential(api, twilio);
});
afterAll(async () => await twilio.stop());
beforeEach(() => {
	callSid = twilio.phone.startCall({ from: 'client:alice', to: '+15005550006' }).sid;
});

const finished = async (executionId: string) => await api.waitForExecution(executionId, TIMEOUT_MS);

/** Starts on a request of somebody else, asks, and says who answered what. */
function askedByWebhook(path: string): WorkflowJson {
	const value = '={{ $("Webhook").item.json.body.name }} says {{ $json.reply.yes }}';
	const assignments = { assignments: [{ id: '1', name: 'summary', value, type: 'string' }] };
	const question = askingNode(credential);
	const fromBody = { __rl: true, mode: 'id', value: '={{ $json.body.sid }}' };
	return {
		name: `test ${path}`,
		nodes: [
			{ ...builtInNode('Webhook', 'webhook', 2, { httpMethod: 'POST', path }), webhookId: path },
			{ ...question, parameters: { ...question.parameters, callSid: fromBody } },
			builtInNode('Summary', 'set', 3.4, { assignments, options: {} }),
		],
		connections: { Webhook: leadsTo(NODE), [NODE]: leadsTo('Summary') },
	};
}

describe('Send Message and Wait for Reply', () => {
	it('waits, and continues with the reply', async () => {
		const executionId = await startAsking(
			api,
			workflowWith(askingNode(credential), [{ sid: callSid }]),
		);
		const reply = twilio.phone.say(callSid, { type: 'answer', yes: true });
		const execution = await finished(executionId);

		expect(execution.status).toBe('success');
		expect(execution.itemsOf(NODE).map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
			[
				{
					replied: true,
					reply: { type: 'answer', yes: true },
					message: {
						sid: reply.sid,
						call_sid: callSid,
						account_sid: twilio.account.sid,
						content_type: 'application/json',
					},
					sequence_number: 1,
					timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
				},
				{ item: 0 },
			],
		]);
		expect(twilio.phone.heardBy(callSid).map(({ content }) => content)).toEqual([
			{ type: 'question', text: 'Do you agree?' },
		]);
		await twilio.settled();
		expect(twilio.phone.subscriptionsOf(callSid)).toEqual([]);
		expect(answersTo(twilio, callSid)).toEqual([204]);
	});

	it('does so in an active workflow, where the nodes behind it see who was asked', async () => {
		const path = randomUUID();
		const { id } = await api.createWorkflow(askedByWebhook(path));
		await api.activate(id);
		const body = { sid: callSid, name: 'Alice' };
		await axios.post(`${n8nUrl()}/webhook/${path}`, body, { proxy: false });
		await untilHeard(twilio, callSid, 1);
		const [started] = await api.executions(id);
		await untilWaiting(api, started?.id ?? '');

		twilio.phone.say(callSid, { yes: true });

		const [execution] = await api.waitForExecutions(id, 1, TIMEOUT_MS);
		expect([execution?.mode, execution?.status]).toEqual(['webhook', 'success']);
		expect(execution?.itemsOf('Summary').map(({ json }) => json)).toEqual([
			{ summary: 'Alice says true' },
		]);
	});

	it('asks for the first of several items, and one reply stands for all of them', async () => {
		const other = twilio.phone.startCall({ from: 'client:bob', to: '+15005550006' }).sid;
		const items = [{ sid: callSid }, { sid: other }];
		const executionId = await startAsking(api, workflowWith(askingNode(credential), items));
		expect(twilio.phone.heardBy(other)).toEqual([]);
		expect(twilio.phone.subscriptionsOf(other)).toEqual([]);

		twilio.phone.say(callSid, 'yes');

		const execution = await finished(executionId);
		expect(
			execution.itemsOf(NODE).map(({ json, pairedItem }) => [json['reply'], pairedItem]),
		).toEqual([['yes', { item: 0 }]]);
	});
});
