import type { INodeParameters } from 'n8n-workflow';
import { get } from 'lodash';

import { startTwilioEmulator } from '../../sandbox/twilio/server';
import { hangUpWhenAddressed, heardBy, startApp, startConference } from '../support/liveCalls';
import {
	actionNode,
	createCredential,
	runWorkflow,
	startById,
	TIMEOUT_MS,
	workflowWith,
} from '../support/n8n';
import { useN8nBench } from '../support/n8nBench';
import { callOfItem, sendNumber, toConference } from '../support/parameters';

const NODE = 'Twilio Call Messages';

const bench = useN8nBench();

async function run(parameters: object, items: readonly object[], settings: object = {}) {
	const execution = await runWorkflow(
		bench.api,
		workflowWith(actionNode(bench.credential, parameters, settings), items),
	);
	await bench.twilio.settled();
	return execution;
}

const heard = () => heardBy(bench.twilio, bench.callSid);

describe('Send Message', () => {
	it('reaches the phone in item order, and gives out one paired item per message', async () => {
		const items = [1, 2, 3].map((n) => ({ sid: bench.callSid, n }));
		const execution = await run(sendNumber(), items);
		expect(execution.status).toBe('success');
		expect(heard()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
		const sids = bench.twilio.phone.heardBy(bench.callSid).map(({ sid }) => sid);
		expect(
			execution.itemsOf(NODE).map(({ json, pairedItem }) => [json['sid'], pairedItem]),
		).toEqual(sids.map((sid, item) => [sid, { item }]));
	});

	it('builds the message from fields, with the types chosen in the editor', async () => {
		const assignments = [
			{ id: '1', name: 'type', value: 'card', type: 'string' },
			{ id: '2', name: 'caller.age', value: '={{ $json.n }}', type: 'number' },
		];
		await run(sendNumber({ contentMode: 'fields', contentFields: { assignments } }), [
			{ sid: bench.callSid, n: 42 },
		]);
		expect(heard()).toEqual([{ type: 'card', caller: { age: 42 } }]);
	});

	it.each<[string, INodeParameters]>([
		['the credential is gone', {}],
		['an option is out of range', { options: { maxRetries: 99 } }],
	])('sends every item to the error output when %s, and none on', async (_name, change) => {
		const credential = await createCredential(bench.api, bench.twilio);
		const settings = { onError: 'continueErrorOutput' };
		const node = actionNode(credential, sendNumber(change), settings);
		const items = [1, 2].map((n) => ({ sid: bench.callSid, n }));
		const { id } = await bench.api.createWorkflow(workflowWith(node, items));
		if (Object.keys(change).length === 0) await bench.api.deleteCredential(credential.id);
		const executionId = await startById(bench.api, id);

		const execution = await bench.api.waitForExecution(executionId, TIMEOUT_MS);
		expect(execution.itemsOf(NODE)).toEqual([]);
		expect(
			execution
				.itemsOf(NODE, 1)
				.map(({ json, pairedItem }) => [json['n'], typeof get(json, 'error.message'), pairedItem]),
		).toEqual([
			[1, 'string', { item: 0 }],
			[2, 'string', { item: 1 }],
		]);
		expect(heard()).toEqual([]);
	});

	it('signs in with an API key as well', async () => {
		const { apiKeySid, apiKeySecret } = bench.twilio.account;
		const withKey = await createCredential(bench.api, bench.twilio, {
			authType: 'apiKey',
			apiKeySid,
			apiKeySecret,
			authToken: '',
		});
		const node = actionNode(withKey, sendNumber());
		const execution = await runWorkflow(
			bench.api,
			workflowWith(node, [{ sid: bench.callSid, n: 1 }]),
		);
		expect(execution.status).toBe('success');
	});
});

describe('a failing item', () => {
	const unknown = `CA${'0'.repeat(32)}`;
	const items = () => [
		{ sid: bench.callSid, n: 1 },
		{ sid: unknown, n: 2 },
		{ sid: bench.callSid, n: 3 },
	];

	it('leaves by the error output with its own data, and the others are sent', async () => {
		const execution = await run(sendNumber(), items(), { onError: 'continueErrorOutput' });
		expect(execution.status).toBe('success');
		expect(execution.itemsOf(NODE, 0).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
		]);
		expect(
			execution.itemsOf(NODE, 1).map(({ json, pairedItem }) => ({ json, pairedItem })),
		).toEqual([
			{
				json: {
					sid: unknown,
					n: 2,
					error: {
						message: 'Twilio does not know this call or subscription [item 1]',
						code: 20404,
						call_sid: unknown,
						description: expect.stringContaining('Check the Call SID'),
					},
				},
				pairedItem: { item: 1 },
			},
		]);
		expect(heard()).toEqual([{ n: 1 }, { n: 3 }]);
	});

	it('keeps its place with Continue On Fail', async () => {
		const execution = await run(sendNumber(), items(), { onError: 'continueRegularOutput' });
		expect(execution.itemsOf(NODE).map(({ json }) => get(json, 'error.message'))).toStrictEqual([
			undefined,
			'Twilio does not know this call or subscription [item 1]',
			undefined,
		]);
	});

	it('stops the workflow with what happened, the code and what to do', async () => {
		const execution = await run(sendNumber(), [{ sid: unknown, n: 1 }]);
		expect(execution.status).toBe('error');
		expect(execution.error?.message).toBe(
			'Twilio does not know this call or subscription [item 0]',
		);
		expect(execution.error?.description).toContain('Check the Call SID');
		expect(execution.error?.description).toContain('Twilio error 20404');
	});
});

it('those of a conference who cannot be reached leave by the error output with the data of the item', async () => {
	const apps = startConference(bench.twilio, 'Support', 20);
	const leaving = [apps[4] ?? '', apps[11] ?? ''];
	hangUpWhenAddressed(bench.twilio, leaving);
	const execution = await run(sendNumber(toConference('Support')), [{ n: 1, order: 'pizza' }], {
		onError: 'continueErrorOutput',
	});
	expect(execution.status).toBe('success');
	expect(execution.itemsOf(NODE, 0)).toHaveLength(18);
	const failed = execution.itemsOf(NODE, 1);
	expect(failed.map(({ json, pairedItem }) => [json, pairedItem])).toEqual(
		leaving.map(() => [
			{
				n: 1,
				order: 'pizza',
				error: {
					message: 'The call is not in progress [item 0]',
					description: expect.any(String),
					code: 21220,
					call_sid: expect.any(String),
				},
			},
			{ item: 0 },
		]),
	);
	const failedSids = failed.map(({ json }) => get(json, 'error.call_sid'));
	expect(failedSids.sort()).toEqual(leaving.sort());
	expect(apps.filter((callSid) => heardBy(bench.twilio, callSid).length === 1)).toHaveLength(18);
});

it("Get Many takes times for those of the workflow's time zone", async () => {
	let now = new Date('2026-11-21T14:00:00Z');
	const twilio = await startTwilioEmulator({ now: () => now });
	try {
		startApp(twilio, 'early');
		now = new Date('2026-11-21T14:30:00Z');
		const late = startApp(twilio, 'late');
		const filters = { startedAfter: '2026-11-21T23:15:00' };
		const node = actionNode(await createCredential(bench.api, twilio), {
			resource: 'call',
			operation: 'getMany',
			filters,
		});
		const settings = { timezone: 'Asia/Tokyo' };
		const execution = await runWorkflow(bench.api, { ...workflowWith(node, [{}]), settings });
		expect(execution.itemsOf(NODE).map(({ json }) => json['sid'])).toEqual([late]);
	} finally {
		await twilio.stop();
	}
});

describe('Subscribe and Unsubscribe', () => {
	it('start and end the delivery of what the phone says', async () => {
		const created = await run(
			{
				resource: 'subscription',
				operation: 'create',
				callSid: callOfItem,
				callbackUrl: 'http://127.0.0.1:9/webhook/1/messages',
				callbackMethod: 'POST',
			},
			[{ sid: bench.callSid }],
		);
		const [subscription] = bench.twilio.phone.subscriptionsOf(bench.callSid);
		expect(created.itemsOf(NODE).map(({ json }) => json['sid'])).toEqual([subscription?.sid]);

		const removed = await run(
			{
				resource: 'subscription',
				operation: 'delete',
				callSid: callOfItem,
				subscriptionSid: '={{ $json.subscription }}',
			},
			[{ sid: bench.callSid, subscription: subscription?.sid }],
		);
		expect(removed.itemsOf(NODE).map(({ json }) => json)).toEqual([
			{ deleted: true, sid: subscription?.sid, call_sid: bench.callSid },
		]);
		expect(bench.twilio.phone.subscriptionsOf(bench.callSid)).toEqual([]);
	});
});
