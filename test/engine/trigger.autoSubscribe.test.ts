import type { INodeParameters } from 'n8n-workflow';

import type { StartCallOptions } from '../../sandbox/twilio/calls/newCall';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { readCallbacks } from '../support/fixtures';
import { serveTrigger, type TriggerServer } from '../support/triggerServer';
import { callTrigger } from '../support/webhook';

let twilio: TwilioEmulator;
let trigger: TriggerServer;

afterEach(async () => {
	await trigger.stop();
	await twilio.stop();
});

async function start(parameters: INodeParameters = {}, credential = {}) {
	twilio = await startTwilioEmulator();
	const { sid: accountSid, authToken } = twilio.account;
	trigger = await serveTrigger(
		{
			webhookId: '1',
			webhookBaseUrl: 'http://localhost/webhook',
			credential: { accountSid, authToken, apiBaseUrl: twilio.baseUrl, ...credential },
			parameters: { autoSubscribe: true, ...parameters },
		},
		{ proxyHops: 1 },
	);
}

const ALICE = { from: '+15005550006', to: 'client:alice' };

function call(options: Partial<StartCallOptions> = {}, kind = 'webhook') {
	const statusCallback = `${trigger.baseUrl}/${kind}/1/call-status`;
	return twilio.phone.startCall({ ...ALICE, statusCallback, ...options }).sid;
}

const callbacksOf = (callSid: string) =>
	twilio.phone.subscriptionsOf(callSid).map(({ callback, method }) => `${method} ${callback}`);
const answers = () => twilio.deliveries.map(({ status }) => status);

it('a leg that rings is subscribed once to the message URL, however many statuses follow', async () => {
	await start();
	const callSid = call();
	await twilio.settled();
	twilio.phone.answer(callSid);
	await twilio.settled();

	expect(callbacksOf(callSid)).toEqual([`POST ${trigger.baseUrl}/webhook/1/messages`]);
	expect(answers()).toEqual([204, 204, 204]);
	expect(trigger.items).toEqual([]);
});

it('what the person then says starts an execution', async () => {
	await start();
	const callSid = call();
	await twilio.settled();
	twilio.phone.say(callSid, { type: 'ready' });
	await twilio.settled();
	expect(trigger.items.map(({ content }) => content)).toEqual([{ type: 'ready' }]);
});

it('a test URL subscribes to its own test URL, beside the production URL', async () => {
	await start();
	const production = call();
	const test = call({}, 'webhook-test');
	await twilio.settled();
	expect(callbacksOf(production)).toEqual([`POST ${trigger.baseUrl}/webhook/1/messages`]);
	expect(callbacksOf(test)).toEqual([`POST ${trigger.baseUrl}/webhook-test/1/messages`]);
});

it('concurrent statuses in any order make one subscription', async () => {
	await start();
	const callSid = call({ status: 'in-progress' });
	await twilio.settled();
	const reports = twilio.deliveries.filter(({ kind }) => kind === 'status');
	const again = [...reports, ...reports, ...reports].reverse().map(async ({ headers, body }) => {
		const path = '/webhook/1/call-status';
		return await trigger.send({ path, headers: { ...headers }, body });
	});
	expect(await Promise.all(again)).toEqual(again.map(() => 204));
	expect(callbacksOf(callSid)).toHaveLength(1);
});

describe('which legs', () => {
	const toAlice = ALICE;
	const fromBob = { from: 'client:bob', to: '+15005550009' };
	const phone = { from: '+15005550006', to: '+15005550009' };

	it.each<[string, Partial<StartCallOptions>, INodeParameters, number]>([
		['a leg to a client', toAlice, {}, 1],
		['a leg from a client', fromBob, {}, 1],
		['a leg of a phone number', phone, {}, 0],
		['a leg of a phone number, with All Legs', phone, { subscribeTo: 'allLegs' }, 1],
	])('%s', async (_name, legs, parameters, expected) => {
		await start(parameters);
		const callSid = call(legs);
		await twilio.settled();
		expect(callbacksOf(callSid)).toHaveLength(expected);
		expect(answers()).toEqual([204, 204]);
	});
});

it('a leg that has not rung yet, or has ended, is left alone', async () => {
	await start();
	const queued = call({ status: 'queued' });
	const ended = call({ statusCallbackEvent: ['completed'] });
	twilio.phone.end(ended);
	await twilio.settled();
	expect([...callbacksOf(queued), ...callbacksOf(ended)]).toEqual([]);
	expect(answers()).toEqual([204, 204]);
});

it('a leg that ends while it is being subscribed is no failure', async () => {
	await start();
	const callSid = call();
	twilio.phone.end(callSid);
	await twilio.settled();
	expect(new Set(answers())).toEqual(new Set([204]));
});

it('a failure is told to Twilio, and the next status tries again', async () => {
	await start({}, { authType: 'apiKey' });
	const { baseUrl } = twilio;
	await trigger.stop();
	// The REST API cannot be reached while the leg rings, and can when it is answered.
	let isDown = true;
	const { sid: accountSid, authToken } = twilio.account;
	const credential = {
		accountSid,
		authToken,
		get apiBaseUrl() {
			return isDown ? 'http://127.0.0.1:9' : baseUrl;
		},
	};
	trigger = await serveTrigger(
		{
			webhookId: '1',
			webhookBaseUrl: 'http://localhost/webhook',
			credential,
			parameters: { autoSubscribe: true },
		},
		{ proxyHops: 1 },
	);
	const callSid = call({ statusCallbackEvent: ['ringing', 'answered'] });
	await twilio.settled();
	isDown = false;
	twilio.phone.answer(callSid);
	await twilio.settled();
	expect(answers()).toEqual([502, 204]);
	expect(callbacksOf(callSid)).toHaveLength(1);
});

it('a forged status subscribes nothing', async () => {
	await start();
	const callSid = call({ statusCallbackEvent: ['completed'] });
	const path = '/webhook/1/call-status';
	const body = new URLSearchParams({
		AccountSid: twilio.account.sid,
		CallSid: callSid,
		CallStatus: 'ringing',
		To: 'client:alice',
		From: '',
	});
	const headers = {
		'content-type': 'application/x-www-form-urlencoded',
		'x-twilio-signature': 'AAAA',
	};
	expect(await trigger.send({ path, headers, body: body.toString() })).toBe(403);
	expect(callbacksOf(callSid)).toEqual([]);
});

it('nothing is subscribed while Auto-Subscribe is off', async () => {
	await start({ autoSubscribe: false });
	const callSid = call();
	await twilio.settled();
	expect(answers()).toEqual([404, 404]);
	expect(callbacksOf(callSid)).toEqual([]);
});

it.each(readCallbacks('status-'))('the recorded $name is accepted', async (callback) => {
	await start();
	const url = new URL(callback.request.url);
	const { answer } = await callTrigger(
		{
			webhookId: '1',
			webhookBaseUrl: `${url.origin}/webhook`,
			credential: {
				accountSid: 'AC00000000000000000000000000000001',
				authToken: callback.signing.authToken,
				apiBaseUrl: 'http://127.0.0.1:9',
			},
			parameters: { autoSubscribe: true, options: { publicUrl: url.origin } },
		},
		{ ...callback.request, originalUrl: url.pathname + url.search },
		'setup',
	);
	const isLive = ['ringing', 'in-progress'].includes(callback.parsed?.fields['CallStatus'] ?? '');
	const isClient = /client:/.test(
		`${callback.parsed?.fields['To']} ${callback.parsed?.fields['From']}`,
	);
	expect(answer?.status).toBe(isLive && isClient ? 502 : 204);
});
