import { randomUUID } from 'node:crypto';

import axios from 'axios';

import type { WorkflowJson } from '../../sandbox/n8n/api/api';
import { answersTo, askingNode, startAsking, untilHeard, untilWaiting } from '../support/asking';
import { startApp } from '../support/liveCalls';
import { builtInNode, leadsTo, n8nUrl, TIMEOUT_MS, workflowWith } from '../support/n8n';
import { useN8nBench } from '../support/n8nBench';
import { byId } from '../support/parameters';

const NODE = 'Twilio Call Messages';

const bench = useN8nBench();

const finished = async (executionId: string) =>
	await bench.api.waitForExecution(executionId, TIMEOUT_MS);

/** Starts on a request of somebody else, asks, and says who answered what. */
function askedByWebhook(path: string): WorkflowJson {
	const value = '={{ $("Webhook").item.json.body.name }} says {{ $json.reply.yes }}';
	const assignments = { assignments: [{ id: '1', name: 'summary', value, type: 'string' }] };
	const question = askingNode(bench.credential);
	const fromBody = byId('={{ $json.body.sid }}');
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
			bench.api,
			workflowWith(askingNode(bench.credential), [{ sid: bench.callSid }]),
		);
		const reply = bench.twilio.phone.say(bench.callSid, { type: 'answer', yes: true });
		const execution = await finished(executionId);

		expect(execution.status).toBe('success');
		expect(execution.itemsOf(NODE).map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
			[
				{
					replied: true,
					reply: { type: 'answer', yes: true },
					message: {
						sid: reply.sid,
						call_sid: bench.callSid,
						account_sid: bench.twilio.account.sid,
						content_type: 'application/json',
					},
					sequence_number: 1,
					timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
				},
				{ item: 0 },
			],
		]);
		expect(bench.twilio.phone.heardBy(bench.callSid).map(({ content }) => content)).toEqual([
			{ type: 'question', text: 'Do you agree?' },
		]);
		await bench.twilio.settled();
		expect(bench.twilio.phone.subscriptionsOf(bench.callSid)).toEqual([]);
		expect(answersTo(bench.twilio, bench.callSid)).toEqual([204]);
	});

	it('does so in an active workflow, where the nodes behind it see who was asked', async () => {
		const path = randomUUID();
		const { id } = await bench.api.createWorkflow(askedByWebhook(path));
		await bench.api.activate(id);
		const body = { sid: bench.callSid, name: 'Alice' };
		await axios.post(`${n8nUrl()}/webhook/${path}`, body, { proxy: false });
		await untilHeard(bench.twilio, bench.callSid, 1);
		const [started] = await bench.api.executions(id);
		await untilWaiting(bench.api, started?.id ?? '');

		bench.twilio.phone.say(bench.callSid, { yes: true });

		const [execution] = await bench.api.waitForExecutions(id, 1, TIMEOUT_MS);
		expect([execution?.mode, execution?.status]).toEqual(['webhook', 'success']);
		expect(execution?.itemsOf('Summary').map(({ json }) => json)).toEqual([
			{ summary: 'Alice says true' },
		]);
	});

	it('asks for the first of several items, and one reply stands for all of them', async () => {
		const other = startApp(bench.twilio, 'bob');
		const items = [{ sid: bench.callSid }, { sid: other }];
		const executionId = await startAsking(
			bench.api,
			workflowWith(askingNode(bench.credential), items),
		);
		expect(bench.twilio.phone.heardBy(other)).toEqual([]);
		expect(bench.twilio.phone.subscriptionsOf(other)).toEqual([]);

		bench.twilio.phone.say(bench.callSid, 'yes');

		const execution = await finished(executionId);
		expect(
			execution.itemsOf(NODE).map(({ json, pairedItem }) => [json['reply'], pairedItem]),
		).toEqual([['yes', { item: 0 }]]);
	});
});
