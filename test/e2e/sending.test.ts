import type { N8nApi } from '../../sandbox/n8n/api/api';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import {
	actionNode,
	connectN8n,
	createCredential,
	runWorkflow,
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

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const perItem = byId('={{ $json.sid }}');
const sendJson = {
	resource: 'message',
	operation: 'send',
	callSid: perItem,
	contentMode: 'json',
	contentJson: '={{ { n: $json.n } }}',
};

async function run(parameters: object, items: readonly object[], settings: object = {}) {
	const execution = await runWorkflow(
		api,
		workflowWith(actionNode(credential, parameters, settings), items),
	);
	await twilio.settled();
	return execution;
}

const heard = () => twilio.phone.heardBy(callSid).map(({ content }) => content);

describe('Send Message', () => {
	it('reaches the phone in item order, and gives out one paired item per message', async () => {
		const items = [1, 2, 3].map((n) => ({ sid: callSid, n }));
		const execution = await run(sendJson, items);
		expect(execution.status).toBe('success');
		expect(heard()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
		const sids = twilio.phone.heardBy(callSid).map(({ sid }) => sid);
		expect(
			execution.itemsOf(NODE).map(({ json, pairedItem }) => [json['sid'], pairedItem]),
		).toEqual(sids.map((sid, item) => [sid, { item }]));
	});

	it('builds the message from fields, with the types chosen in the editor', async () => {
		const assignments = [
			{ id: '1', name: 'type', value: 'card', type: 'string' },
			{ id: '2', name: 'caller.age', value: '={{ $json.n }}', type: 'number' },
		];
		await run({ ...sendJson, contentMode: 'fields', contentFields: { assignments } }, [
			{ sid: callSid, n: 42 },
		]);
		expect(heard()).toEqual([{ type: 'card', caller: { age: 42 } }]);
	});

	it('signs in with an API key as well', async () => {
		const { apiKeySid, apiKeySecret } = twilio.account;
		const withKey = await createCredential(api, twilio, {
			authType: 'apiKey',
			apiKeySid,
			apiKeySecret,
			authToken: '',
		});
		const node = actionNode(withKey, sendJson);
		const execution = await runWorkflow(api, workflowWith(node, [{ sid: callSid, n: 1 }]));
		expect(execution.status).toBe('success');
	});
});

describe('a failing item', () => {
	const unknown = `CA${'0'.repeat(32)}`;
	const items = () => [
		{ sid: callSid, n: 1 },
		{ sid: unknown, n: 2 },
		{ sid: callSid, n: 3 },
	];

	it('leaves by the error output with its own data, and the others are sent', async () => {
		const execution = await run(sendJson, items(), { onError: 'continueErrorOutput' });
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
					error: 'Twilio does not know this call or subscription [item 1]',
					details: {
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
		const execution = await run(sendJson, items(), { onError: 'continueRegularOutput' });
		expect(execution.itemsOf(NODE).map(({ json }) => json['error'])).toEqual([
			undefined,
			'Twilio does not know this call or subscription [item 1]',
			undefined,
		]);
	});

	it('stops the workflow with what happened, the code and what to do', async () => {
		const execution = await run(sendJson, [{ sid: unknown, n: 1 }]);
		expect(execution.status).toBe('error');
		expect(execution.error?.message).toBe(
			'Twilio does not know this call or subscription [item 0]',
		);
		expect(execution.error?.description).toContain('Check the Call SID');
		expect(execution.error?.description).toContain('Twilio error 20404');
	});
});

describe('Subscribe and Unsubscribe', () => {
	it('start and end the delivery of what the phone says', async () => {
		const created = await run(
			{
				resource: 'subscription',
				operation: 'create',
				callSid: perItem,
				callbackUrl: 'http://127.0.0.1:9/webhook/1/messages',
				callbackMethod: 'POST',
			},
			[{ sid: callSid }],
		);
		const [subscription] = twilio.phone.subscriptionsOf(callSid);
		expect(created.itemsOf(NODE).map(({ json }) => json['sid'])).toEqual([subscription?.sid]);

		const removed = await run(
			{
				resource: 'subscription',
				operation: 'delete',
				callSid: perItem,
				subscriptionSid: '={{ $json.subscription }}',
			},
			[{ sid: callSid, subscription: subscription?.sid }],
		);
		expect(removed.itemsOf(NODE).map(({ json }) => json)).toEqual([
			{ deleted: true, sid: subscription?.sid, call_sid: callSid },
		]);
		expect(twilio.phone.subscriptionsOf(callSid)).toEqual([]);
	});
});
