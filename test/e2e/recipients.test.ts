import type { N8nApi, WorkflowJson } from '../../sandbox/n8n/api/api';
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

beforeAll(async () => {
	api = await connectN8n();
});
beforeEach(async () => {
	twilio = await startTwilioEmulator();
	credential = await createCredential(api, twilio);
});
afterEach(async () => await twilio.stop());

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const heard = (callSid: string) => twilio.phone.heardBy(callSid).map(({ content }) => content);

async function run(
	parameters: object,
	items: readonly object[] = [{ n: 1 }],
	settings: object = {},
	workflowSettings: WorkflowJson['settings'] = {},
) {
	const workflow = workflowWith(actionNode(credential, parameters, settings), items);
	const execution = await runWorkflow(api, { ...workflow, settings: workflowSettings });
	await twilio.settled();
	return execution;
}

const send = (parameters: object) => ({
	resource: 'message',
	operation: 'send',
	contentMode: 'json',
	contentJson: '={{ { n: $json.n } }}',
	...parameters,
});

const startApp = (name = 'alice') =>
	twilio.phone.startCall({ from: `client:${name}`, to: '+15005550006', status: 'in-progress' }).sid;
const startChild = (parentCallSid: string) =>
	twilio.phone.startCall({ from: '+15005550006', to: 'client:bob', parentCallSid }).sid;

function startConference(name: string, apps: number): string[] {
	const callSids = Array.from({ length: apps }, (_, n) => startApp(`agent${n}`));
	for (const callSid of callSids) twilio.phone.join(callSid, name);
	return callSids;
}

describe('Send Message', () => {
	it('reaches the child calls of a call', async () => {
		const parent = startApp();
		const children = [startChild(parent), startChild(parent)];
		const execution = await run(send({ deliverTo: 'childCalls', callSid: byId(parent) }));
		expect(execution.status).toBe('success');
		expect([heard(parent), ...children.map(heard)]).toEqual([[], [{ n: 1 }], [{ n: 1 }]]);
		const recipients = execution.itemsOf(NODE).map(({ json }) => json['call_sid']);
		expect(recipients.sort()).toEqual(children.sort());
	});

	it('reaches the parent of a call', async () => {
		const parent = startApp();
		const child = startChild(parent);
		const execution = await run(send({ deliverTo: 'parentCall', callSid: byId(child) }));
		expect(execution.itemsOf(NODE).map(({ json }) => json['call_sid'])).toEqual([parent]);
		expect([heard(parent), heard(child)]).toEqual([[{ n: 1 }], []]);
	});

	it('reaches the apps in a conference, by its name and by its SID', async () => {
		const apps = startConference('Support', 3);
		const sid = twilio.phone.conferences()[0]?.sid;
		const items = ['Support', sid].map((room, n) => ({ room, n }));
		const execution = await run(
			send({ deliverTo: 'conference', conference: '={{ $json.room }}' }),
			items,
		);
		expect(execution.status).toBe('success');
		expect(execution.itemsOf(NODE).map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 0, 1, 1, 1].map((item) => ({ item })),
		);
		expect(apps.map(heard)).toEqual(apps.map(() => [{ n: 0 }, { n: 1 }]));
	});

	it('gives those of a conference it cannot reach on the error output', async () => {
		const apps = startConference('Support', 20);
		const leaving = new Set([apps[4], apps[11]]);
		const left = [...leaving];
		twilio.faults.plan(({ method, callSid = '' }) => {
			if (method === 'POST' && leaving.delete(callSid)) twilio.phone.end(callSid);
			return undefined;
		});
		const execution = await run(
			send({ deliverTo: 'conference', conference: 'Support' }),
			[{ n: 1, order: 'pizza' }],
			{ onError: 'continueErrorOutput' },
		);
		expect(execution.status).toBe('success');
		expect(execution.itemsOf(NODE, 0)).toHaveLength(18);
		const failed = execution.itemsOf(NODE, 1);
		expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
		for (const { json } of failed) {
			expect(json).toEqual({
				n: 1,
				order: 'pizza',
				error: 'The call is not in progress [item 0]',
				details: { code: 21220, call_sid: expect.any(String), description: expect.any(String) },
			});
		}
		const failedSids = failed.map(({ json }) => Reflect.get(Object(json['details']), 'call_sid'));
		expect(failedSids.sort()).toEqual(left.sort());
		expect(apps.filter((callSid) => heard(callSid).length === 1)).toHaveLength(18);
	});

	it('stops with what to do when nobody is in the conference', async () => {
		const execution = await run(send({ deliverTo: 'conference', conference: 'Support' }));
		expect(execution.status).toBe('error');
		expect(execution.error?.message).toBe(
			'Conference names no active conference with a Voice SDK app in it [item 0]',
		);
		expect(execution.error?.description).toContain('Turn on Ignore Ended Calls');
	});

	it('names the leg that would be right when the other one was addressed', async () => {
		const parent = startApp();
		const child = startChild(parent);
		twilio.phone.end(child);
		const execution = await run(send({ deliverTo: 'call', callSid: byId(child) }));
		expect(execution.status).toBe('error');
		expect(execution.error?.message).toBe('The call is not in progress [item 0]');
		expect(execution.error?.description).toContain(
			`${child} is a child; the person's app is on its parent ${parent}.`,
		);
	});
});

describe('Call', () => {
	it('Get Many gives the active calls, one item each', async () => {
		const active = [startApp('alice'), startApp('bob')];
		twilio.phone.end(startApp('carol'));
		const execution = await run({ resource: 'call', operation: 'getMany' });
		expect(execution.status).toBe('success');
		const calls = execution.itemsOf(NODE);
		expect(calls.map(({ json }) => json['sid'])).toEqual(expect.arrayContaining(active));
		expect(calls.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
	});

	it("Get Many takes times for those of the workflow's time zone", async () => {
		await twilio.stop();
		let now = new Date('2026-11-21T14:00:00Z');
		twilio = await startTwilioEmulator({ now: () => now });
		credential = await createCredential(api, twilio);
		startApp('early');
		now = new Date('2026-11-21T14:30:00Z');
		const late = startApp('late');
		const filters = { startedAfter: '2026-11-21T23:15:00' };
		const parameters = { resource: 'call', operation: 'getMany', filters };
		const execution = await run(parameters, [{}], {}, { timezone: 'Asia/Tokyo' });
		expect(execution.itemsOf(NODE).map(({ json }) => json['sid'])).toEqual([late]);
	});

	it('Get gives one call', async () => {
		const callSid = startApp();
		const execution = await run(
			{
				resource: 'call',
				operation: 'get',
				callSid: byId('={{ $json.sid }}'),
			},
			[{ sid: callSid }],
		);
		expect(execution.itemsOf(NODE).map(({ json }) => json)).toEqual([
			expect.objectContaining({ sid: callSid, status: 'in-progress', from: 'client:alice' }),
		]);
	});
});
