import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';

import { until } from '../../sandbox/poll';
import { heardBy, startApp, startConference } from '../support/liveCalls';
import { actionNode, runWorkflow, startWorkflow, TIMEOUT_MS, workflowWith } from '../support/n8n';
import { useN8nBench } from '../support/n8nBench';
import { callOfItem, sendNumber, toConference } from '../support/parameters';

const NODE = 'Twilio Call Messages';
/** The emulator asks to be left alone for one second. */
const LONGER_THAN_RETRY_AFTER_MS = 2_000;

const bench = useN8nBench();

const sendingNode = (settings: object = {}) => actionNode(bench.credential, sendNumber(), settings);
const heard = () => heardBy(bench.twilio, bench.callSid);
const requests = () => bench.twilio.requests.filter(({ callSid }) => callSid === bench.callSid);

describe('Send Message', () => {
	it('reaches the phone in item order, and gives out one paired item per message', async () => {
		const items = [1, 2, 3].map((n) => ({ sid: bench.callSid, n }));
		const execution = await runWorkflow(bench.api, workflowWith(sendingNode(), items));
		expect(execution.status).toBe('success');
		expect(heard()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
		const sids = bench.twilio.phone.heardBy(bench.callSid).map(({ sid }) => sid);
		expect(
			execution.itemsOf(NODE).map(({ json, pairedItem }) => [json['sid'], pairedItem]),
		).toEqual(sids.map((sid, item) => [sid, { item }]));
	});

	it('gives a failing item out by the error output with its own data, and sends the others', async () => {
		const unknown = `CA${'0'.repeat(32)}`;
		const items = [bench.callSid, unknown, bench.callSid].map((sid, n) => ({ sid, n }));
		const node = sendingNode({ onError: 'continueErrorOutput' });
		const execution = await runWorkflow(bench.api, workflowWith(node, items));
		expect(execution.status).toBe('success');
		expect(execution.itemsOf(NODE, 0).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
		]);
		expect(execution.itemsOf(NODE, 1).map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
			[
				{
					sid: unknown,
					n: 1,
					error: {
						message: 'Twilio does not know this call or subscription [item 1]',
						description: expect.stringContaining('Check the Call SID'),
						code: 20404,
						call_sid: unknown,
					},
				},
				{ item: 1 },
			],
		]);
		expect(heard()).toEqual([{ n: 0 }, { n: 2 }]);
	});

	it('stops the workflow with what happened, the code and what to do', async () => {
		bench.twilio.phone.end(bench.callSid);
		const items = [{ sid: bench.callSid }];
		const { status, error } = await runWorkflow(bench.api, workflowWith(sendingNode(), items));
		expect(status).toBe('error');
		expect(error?.message).toBe('The call is not in progress [item 0]');
		expect(error?.description).toContain('Twilio error 21220');
	});

	it('sends once with Retry On Fail, also when the answer was lost', async () => {
		bench.twilio.faults.next('resetAfterEffect');
		const retries = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const node = actionNode(bench.credential, sendNumber({ options: { maxRetries: 0 } }), retries);
		const items = [{ sid: bench.callSid, n: 1 }];
		expect((await runWorkflow(bench.api, workflowWith(node, items))).status).toBe('success');
		expect(heard()).toEqual([{ n: 1 }]);
	});

	it('reaches everyone in a conference', async () => {
		const apps = startConference(bench.twilio, 'Support', 3);
		const node = actionNode(bench.credential, sendNumber(toConference('Support')));
		await runWorkflow(bench.api, workflowWith(node, [{ n: 1 }]));
		expect(apps.map((sid) => heardBy(bench.twilio, sid))).toEqual([
			[{ n: 1 }],
			[{ n: 1 }],
			[{ n: 1 }],
		]);
	});

	it('sends nothing more once it is cancelled in the pause before a retry', async () => {
		bench.twilio.faults.next('tooManyRequestsRetryAfterSeconds');
		const workflow = workflowWith(sendingNode(), [{ sid: bench.callSid, n: 1 }]);
		const executionId = await startWorkflow(bench.api, workflow);
		const limits = { timeoutMs: TIMEOUT_MS, everyMs: 50 };
		await until('The first request', limits, () => requests().length === 1);

		await bench.api.stopExecution(executionId);
		await bench.api.waitForExecution(executionId, TIMEOUT_MS);
		await sleep(LONGER_THAN_RETRY_AFTER_MS);
		expect(requests()).toHaveLength(1);
	});
});

describe('the other operations', () => {
	const run = async (parameters: INodeParameters) => {
		const node = actionNode(bench.credential, { callSid: callOfItem, ...parameters });
		const { itemsOf } = await runWorkflow(bench.api, workflowWith(node, [{ sid: bench.callSid }]));
		return itemsOf(NODE).map(({ json }) => json);
	};
	const subscriptions = () =>
		bench.twilio.phone.subscriptionsOf(bench.callSid).map(({ sid }) => sid);

	it('Subscribe and Unsubscribe begin and end what Twilio delivers', async () => {
		const callbackUrl = 'http://127.0.0.1:9/messages';
		const [made] = await run({ resource: 'subscription', operation: 'create', callbackUrl });
		expect(subscriptions()).toEqual([made?.['sid']]);

		const subscriptionSid = String(made?.['sid']);
		await run({ resource: 'subscription', operation: 'delete', subscriptionSid });
		expect(subscriptions()).toEqual([]);
	});

	it('Get and Get Many give out calls', async () => {
		const found = expect.objectContaining({ sid: bench.callSid, status: 'in-progress' });
		expect(await run({ resource: 'call', operation: 'get' })).toEqual([found]);
		const active = await run({ resource: 'call', operation: 'getMany', status: 'active' });
		expect(active).toContainEqual(found);
	});
});

describe('the list of active calls', () => {
	it('has the calls that are not over', async () => {
		const ended = startApp(bench.twilio, 'bob');
		bench.twilio.phone.end(ended);
		const offered = await bench.api.pickList(sendingNode(), 'callSid', 'getActiveCalls');
		const sids = offered.map(({ value }) => value);
		expect(sids).toContain(bench.callSid);
		expect(sids).not.toContain(ended);
	});
});
