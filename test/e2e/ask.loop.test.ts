import { randomUUID } from 'node:crypto';

import axios from 'axios';

import type { WorkflowJson } from '../../sandbox/n8n/api/api';
import { answersTo, askingNode, startAsking, untilHeard, untilWaiting } from '../support/asking';
import { TIMEOUT_MS, workflowWith } from '../support/n8n';
import { useN8nBench } from '../support/n8nBench';

const NODE = 'Twilio Call Messages';

const bench = useN8nBench();

/** Asks the same call once in each turn. */
function loopOf(turns: number): WorkflowJson {
	const loop = {
		id: randomUUID(),
		name: 'Loop',
		type: 'n8n-nodes-base.splitInBatches',
		typeVersion: 3,
		position: [600, 0],
		parameters: { batchSize: 1, options: {} },
	};
	const items = Array.from({ length: turns }, () => ({ sid: bench.callSid }));
	const fed = workflowWith(loop, items);
	const to = (node: string) => [{ node, type: 'main', index: 0 }];
	return {
		...fed,
		nodes: [...fed.nodes, askingNode(bench.credential)],
		connections: {
			...fed.connections,
			Loop: { main: [[], to(NODE)] },
			[NODE]: { main: [to('Loop')] },
		},
	};
}

const untilQuestion = async (count: number, executionId: string) => {
	await untilHeard(bench.twilio, bench.callSid, count);
	await untilWaiting(bench.api, executionId);
};
const replies = async (executionId: string) =>
	(await bench.api.execution(executionId)).itemsOf(NODE).map(({ json }) => json['reply']);

describe('a loop', () => {
	it('asks again in each turn', async () => {
		const executionId = await startAsking(bench.api, loopOf(3));
		bench.twilio.phone.say(bench.callSid, 'first');
		await untilQuestion(2, executionId);
		bench.twilio.phone.say(bench.callSid, 'second');
		await untilQuestion(3, executionId);
		bench.twilio.phone.say(bench.callSid, 'third');

		const { status } = await bench.api.waitForExecution(executionId, TIMEOUT_MS);
		expect([status, await replies(executionId)]).toEqual(['success', ['first', 'second', 'third']]);
		await bench.twilio.settled();
		expect(bench.twilio.phone.subscriptionsOf(bench.callSid)).toEqual([]);
		expect(answersTo(bench.twilio, bench.callSid)).toEqual([204, 204, 204]);
	});

	it('does not take a repeated reply to one question for a reply to the next', async () => {
		const executionId = await startAsking(bench.api, loopOf(2));
		bench.twilio.phone.say(bench.callSid, 'first');
		await untilQuestion(2, executionId);
		await bench.twilio.settled();
		const [first] = bench.twilio.deliveries.filter(
			(delivery) => delivery.callSid === bench.callSid,
		);
		await axios.post(first?.url ?? '', first?.body, {
			headers: first?.headers ?? {},
			proxy: false,
			validateStatus: () => true,
		});

		expect((await bench.api.execution(executionId)).status).toBe('waiting');
		expect(await replies(executionId)).toEqual(['first']);
	});

	it('does not take what was said twice for a reply to the next question', async () => {
		const executionId = await startAsking(bench.api, loopOf(2));
		bench.twilio.phone.say(bench.callSid, 'yes');
		bench.twilio.phone.say(bench.callSid, 'yes');
		await untilQuestion(2, executionId);
		await bench.twilio.settled();

		expect((await bench.api.execution(executionId)).status).toBe('waiting');
		expect(await replies(executionId)).toEqual(['yes']);
	});

	it('does not take a reply twice although the first subscription could not be removed', async () => {
		const executionId = await startAsking(bench.api, loopOf(3));
		bench.twilio.faults.next('internalServerError');
		bench.twilio.phone.say(bench.callSid, 'first');
		await untilQuestion(2, executionId);
		bench.twilio.phone.say(bench.callSid, 'second');
		await untilQuestion(3, executionId);
		await bench.twilio.settled();

		expect((await bench.api.execution(executionId)).status).toBe('waiting');
		expect(await replies(executionId)).toEqual(['first', 'second']);
	});
});
