import { get } from 'lodash';

import type { QueuedFault } from '../../sandbox/twilio/faults/faultNames';
import { askingNode, startAsking } from '../support/asking';
import { heardBy } from '../support/liveCalls';
import { runWorkflow, TIMEOUT_MS, workflowWith } from '../support/n8n';
import { useN8nBench } from '../support/n8nBench';

const NODE = 'Twilio Call Messages';

const bench = useN8nBench();

const question = (options: object = {}, settings: object = {}) =>
	workflowWith(askingNode(bench.credential, options, settings), [{ sid: bench.callSid }]);
const finished = async (executionId: string) =>
	await bench.api.waitForExecution(executionId, TIMEOUT_MS);
const statusOf = async (executionId: string) => (await bench.api.execution(executionId)).status;
const heard = () => heardBy(bench.twilio, bench.callSid);

describe('a call that is over', () => {
	beforeEach(() => void bench.twilio.phone.end(bench.callSid));

	it('stops the workflow instead of waiting', async () => {
		const { status, error } = await runWorkflow(bench.api, question());
		expect(status).toBe('error');
		expect(error?.message).toBe('The call is not in progress [item 0]');
		expect(error?.description).toContain('Turn on Ignore Ended Calls');
	});

	it('with Ignore Ended Calls gives an item that says so, instead of waiting', async () => {
		const { status, itemsOf } = await runWorkflow(bench.api, question({ ignoreEndedCalls: true }));
		expect(status).toBe('success');
		expect(itemsOf(NODE).map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
			[{ replied: false, reason: 'callEnded', call_sid: bench.callSid }, { item: 0 }],
		]);
	});

	it('leaves by the error output, instead of waiting', async () => {
		const settings = { onError: 'continueErrorOutput' };
		const { status, itemsOf } = await runWorkflow(bench.api, question({}, settings));
		expect(status).toBe('success');
		expect(itemsOf(NODE, 1).map(({ json }) => [json['sid'], get(json, 'error.message')])).toEqual([
			[bench.callSid, 'The call is not in progress [item 0]'],
		]);
	});
});

describe('a question that Twilio does not take', () => {
	it.each<[string, QueuedFault[]]>([
		['cannot be subscribed to', ['badGateway']],
		['cannot be sent', ['none', 'badGateway']],
	])('because it %s stops the workflow instead of waiting', async (_, faults) => {
		bench.twilio.faults.next(...faults);
		const { status, error } = await runWorkflow(bench.api, question({ maxRetries: 0 }));
		expect(status).toBe('error');
		expect(error?.description).toContain('HTTP status 502');
		expect(heard()).toEqual([]);
	});

	it.each<[string, QueuedFault[]]>([
		['is not reached', ['resetBeforeEffect', 'none', 'resetBeforeEffect']],
		['loses its answers', ['resetAfterEffect', 'none', 'cutOffAnswer', 'emptyCreated']],
		['asks for patience', ['tooManyRequests', 'none', 'tooManyRequestsRetryAfterSeconds']],
	])('at once because Twilio %s, is asked once in the end', async (_, faults) => {
		bench.twilio.faults.next(...faults);
		const executionId = await startAsking(bench.api, question());
		expect(heard()).toHaveLength(1);
		expect(bench.twilio.phone.subscriptionsOf(bench.callSid)).toHaveLength(1);

		bench.twilio.phone.say(bench.callSid, 'yes');

		const { itemsOf } = await finished(executionId);
		expect(itemsOf(NODE).map(({ json }) => json['reply'])).toEqual(['yes']);
		await bench.twilio.settled();
		expect(bench.twilio.phone.subscriptionsOf(bench.callSid)).toEqual([]);
	});

	it('is asked once with Retry On Fail, too', async () => {
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
		bench.twilio.faults.next('none', 'resetAfterEffect');
		const executionId = await startAsking(bench.api, question({ maxRetries: 0 }, settings));
		expect(heard()).toHaveLength(1);
		expect(bench.twilio.phone.subscriptionsOf(bench.callSid)).toHaveLength(1);

		bench.twilio.phone.say(bench.callSid, 'yes');

		const { status, itemsOf } = await finished(executionId);
		expect([status, itemsOf(NODE).map(({ json }) => json['reply'])]).toEqual(['success', ['yes']]);
	});
});

describe('after the reply, a subscription that', () => {
	it.each<[string, QueuedFault[]]>([
		['Twilio does not remove', ['internalServerError']],
		['Twilio removes without saying so', ['internalServerErrorAfterEffect']],
		['gets no answer in time', ['hungHeaders']],
	])('%s does not keep the workflow from going on', async (_, faults) => {
		const executionId = await startAsking(bench.api, question());
		bench.twilio.faults.next(...faults);
		bench.twilio.phone.say(bench.callSid, 'yes');

		const { status, itemsOf } = await finished(executionId);
		expect([status, itemsOf(NODE).map(({ json }) => json['reply'])]).toEqual(['success', ['yes']]);

		// What is left behind does not disturb the next question.
		bench.twilio.faults.clear();
		const next = await startAsking(bench.api, question());
		bench.twilio.phone.say(bench.callSid, 'no');
		expect((await finished(next)).itemsOf(NODE).map(({ json }) => json['reply'])).toEqual(['no']);
	});
});

describe('an execution that somebody stops while it waits', () => {
	it('is not continued by a reply', async () => {
		const executionId = await startAsking(bench.api, question());
		await bench.api.stopExecution(executionId);
		expect((await finished(executionId)).status).toBe('canceled');

		bench.twilio.phone.say(bench.callSid, 'yes');
		await bench.twilio.settled();

		expect(await statusOf(executionId)).toBe('canceled');
	});
});
