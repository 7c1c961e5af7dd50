import { randomUUID } from 'node:crypto';

import axios from 'axios';

import type { N8nApi, WorkflowJson } from '../../sandbox/n8n/api/api';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { answersTo, askingNode, startAsking, untilHeard, untilWaiting } from '../support/asking';
import {
	connectN8n,
	createCredential,
	TIMEOUT_MS,
	workflowWith,
	type StoredCredential,
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
afterEach(() => twilio.faults.clear());

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
	const items = Array.from({ length: turns }, () => ({ sid: callSid }));
	const fed = workflowWith(loop, items);
	const to = (node: string) => [{ node, type: 'main', index: 0 }];
	return {
		...fed,
		nodes: [...fed.nodes, askingNode(credential)],
		connections: {
			...fed.connections,
			Loop: { main: [[], to(NODE)] },
			[NODE]: { main: [to('Loop')] },
		},
	};
}

const untilQuestion = async (count: number, executionId: string) => {
	await untilHeard(twilio, callSid, count);
	await untilWaiting(api, executionId);
};
const replies = async (executionId: string) =>
	(await api.execution(executionId)).itemsOf(NODE).map(({ json }) => json['reply']);

describe('a loop', () => {
	it('asks again in each turn', async () => {
		const executionId = await startAsking(api, loopOf(3));
		twilio.phone.say(callSid, 'first');
		await untilQuestion(2, executionId);
		twilio.phone.say(callSid, 'second');
		await untilQuestion(3, executionId);
		twilio.phone.say(callSid, 'third');

		const { status } = await api.waitForExecution(executionId, TIMEOUT_MS);
		expect([status, await replies(executionId)]).toEqual(['success', ['first', 'second', 'third']]);
		await twilio.settled();
		expect(twilio.phone.subscriptionsOf(callSid)).toEqual([]);
		expect(answersTo(twilio, callSid)).toEqual([204, 204, 204]);
	});

	it('does not take a repeated reply to one question for a reply to the next', async () => {
		const executionId = await startAsking(api, loopOf(2));
		twilio.phone.say(callSid, 'first');
		await untilQuestion(2, executionId);
		await twilio.settled();
		const [first] = twilio.deliveries.filter((delivery) => delivery.callSid === callSid);
		await axios.post(first?.url ?? '', first?.body, {
			headers: first?.headers ?? {},
			proxy: false,
			validateStatus: () => true,
		});

		expect((await api.execution(executionId)).status).toBe('waiting');
		expect(await replies(executionId)).toEqual(['first']);
	});

	it('does not take what was said twice for a reply to the next question', async () => {
		const executionId = await startAsking(api, loopOf(2));
		twilio.phone.say(callSid, 'yes');
		twilio.phone.say(callSid, 'yes');
		await untilQuestion(2, executionId);
		await twilio.settled();

		expect((await api.execution(executionId)).status).toBe('waiting');
		expect(await replies(executionId)).toEqual(['yes']);
	});

	it('does not take a reply twice although the first subscription could not be removed', async () => {
		const executionId = await startAsking(api, loopOf(3));
		twilio.faults.next('none', 'internalServerError');
		twilio.phone.say(callSid, 'first');
		await untilQuestion(2, executionId);
		twilio.phone.say(callSid, 'second');
		await untilQuestion(3, executionId);
		await twilio.settled();

		expect((await api.execution(executionId)).status).toBe('waiting');
		expect(await replies(executionId)).toEqual(['first', 'second']);
	});
});
