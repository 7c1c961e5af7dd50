import type { INodeParameters } from 'n8n-workflow';

import type { StartCallOptions } from '../../sandbox/twilio/calls/newCall';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { readCallbacks } from '../support/fixtures';
import { credentialOf } from '../support/sending';
import { sign } from '../support/signedRequests';
import { serveTrigger, type TriggerServer } from '../support/triggerServer';
import { callTrigger } from '../support/webhook';

let twilio: TwilioEmulator;
let trigger: TriggerServer;
let log: string[];

afterEach(async () => {
	await trigger.stop();
	await twilio.stop();
});

async function start(parameters: INodeParameters = {}, credential = {}, webhookId = '1') {
	twilio = await startTwilioEmulator();
	trigger = await serveTrigger(
		{
			webhookId,
			webhookBaseUrl: 'http://localhost/webhook',
			credential: { ...credentialOf(twilio), ...credential },
			parameters: { autoSubscribe: true, ...parameters },
			log: (log = []),
		},
		{ proxyHops: 1 },
	);
}

const overrides = (callSid: string) => `?call=${callSid}#rc=5&rp=ct,rt,5xx`;

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

	expect(callbacksOf(callSid)).toEqual([
		`POST ${trigger.baseUrl}/webhook/1/messages${overrides(callSid)}`,
	]);
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
	expect(callbacksOf(production)).toEqual([
		`POST ${trigger.baseUrl}/webhook/1/messages${overrides(production)}`,
	]);
	expect(callbacksOf(test)).toEqual([
		`POST ${trigger.baseUrl}/webhook-test/1/messages${overrides(test)}`,
	]);
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
	const phone = { from: '+15005550006', to: '+15005550009' };

	it.each<[string, Partial<StartCallOptions>, INodeParameters, number]>([
		['a leg to a client', toAlice, {}, 1],
		['a leg of a phone number', phone, {}, 0],
		[
			'a number that an app has dialled',
			{ from: 'client:larry', to: '+15005550010', direction: 'outbound-dial' },
			{},
			0,
		],
		[
			'a SIP phone that an app has dialled',
			{ from: 'client:larry', to: 'sip:desk@example.com', direction: 'outbound-dial' },
			{},
			0,
		],
		['a leg of a phone number, with All Legs', phone, { subscribeTo: 'allLegs' }, 1],
	])('%s', async (_name, legs, parameters, expected) => {
		await start(parameters);
		const callSid = call(legs);
		await twilio.settled();
		expect(callbacksOf(callSid)).toHaveLength(expected);
		expect(answers()).toEqual([204, 204]);
	});
});

describe('a leg that another callback names', () => {
	const CUSTOMER = '+15005550006';
	const statusUrl = () => `${trigger.baseUrl}/webhook/1/call-status`;
	const bobCalls = () =>
		twilio.phone.startCall({ from: 'client:bob', to: '', status: 'in-progress' }).sid;
	const lookUpsOf = (callSid: string) =>
		twilio.requests.filter(
			({ method, path }) => method === 'GET' && path.endsWith(`/Calls/${callSid}.json`),
		);

	it.each(['+15005550009', 'client:alice', 'sip:desk@example.com'])(
		'is the app that dials %s: subscribed once, from the first report on',
		async (to) => {
			await start();
			const bob = bobCalls();
			const child = twilio.phone.startCall({
				from: CUSTOMER,
				to,
				parentCallSid: bob,
				status: 'queued',
				statusCallback: statusUrl(),
				statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
			}).sid;
			await twilio.settled();
			expect(callbacksOf(bob)).toEqual([
				`POST ${trigger.baseUrl}/webhook/1/messages${overrides(bob)}`,
			]);
			twilio.phone.end(child);
			await twilio.settled();
			expect(callbacksOf(bob)).toHaveLength(1);
			expect(lookUpsOf(bob)).toHaveLength(1);
			expect(new Set(answers())).toEqual(new Set([204]));
			expect(log).toEqual([]);
		},
	);

	it('is the phone of a customer: asked about once, and not subscribed', async () => {
		await start();
		const customer = twilio.phone.startCall({ from: CUSTOMER, to: '+15005550001' }).sid;
		for (const to of ['client:alice', 'client:carol']) {
			call({ to, parentCallSid: customer });
			await twilio.settled();
		}
		expect(callbacksOf(customer)).toEqual([]);
		expect(lookUpsOf(customer)).toHaveLength(1);
	});

	it('is over: not subscribed, and no failure', async () => {
		await start();
		const bob = bobCalls();
		const child = call({ to: '+15005550009', parentCallSid: bob });
		twilio.phone.end(bob);
		await twilio.settled();
		expect(twilio.phone.call(child).status).toBeDefined();
		expect(new Set(answers())).toEqual(new Set([204]));
		expect(log).toEqual([]);
	});

	it('is subscribed without a question with All Legs', async () => {
		await start({ subscribeTo: 'allLegs' });
		const bob = bobCalls();
		call({ to: '+15005550009', parentCallSid: bob });
		await twilio.settled();
		expect(callbacksOf(bob)).toHaveLength(1);
		expect(lookUpsOf(bob)).toEqual([]);
	});

	it('is the participant of a conference, when it is that of an app', async () => {
		await start();
		const [bob, customer] = [bobCalls(), twilio.phone.startCall(customerCall).sid];
		twilio.phone.join(bob, 'Support', { statusCallback: statusUrl() });
		twilio.phone.join(customer, 'Support');
		await twilio.settled();
		twilio.phone.leave(bob);
		await twilio.settled();
		expect(callbacksOf(bob)).toHaveLength(1);
		expect(callbacksOf(customer)).toEqual([]);
		expect(new Set(answers())).toEqual(new Set([204]));
		expect(log).toEqual([]);
	});

	it('is the call whose audio is streamed', async () => {
		await start();
		const bob = bobCalls();
		twilio.phone.startStream(bob, { name: 'captions', statusCallback: statusUrl() });
		await twilio.settled();
		twilio.phone.stopStream(bob, 'captions');
		await twilio.settled();
		expect(callbacksOf(bob)).toHaveLength(1);
		expect(new Set(answers())).toEqual(new Set([204]));
	});

	it('is asked about again when Twilio did not answer', async () => {
		await start();
		const bob = bobCalls();
		twilio.faults.plan(({ method }) => (method === 'GET' ? 'htmlOk' : undefined));
		const child = call({ to: '+15005550009', parentCallSid: bob });
		await twilio.settled();
		expect(callbacksOf(bob)).toEqual([]);
		expect(log.at(-1)).toMatch(/could not subscribe to call CA/);
		twilio.faults.clear();
		twilio.phone.answer(child);
		await twilio.settled();
		expect(callbacksOf(bob)).toHaveLength(1);
	});

	const customerCall = { from: CUSTOMER, to: '+15005550001', status: 'in-progress' } as const;
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

/** Sends a status that the emulator would not send, signed for this account. */
async function report(changes: Readonly<Record<string, string>>, url?: string, webhookId = '1') {
	const parameters = {
		AccountSid: twilio.account.sid,
		CallSid: `CA${'7'.repeat(32)}`,
		CallStatus: 'ringing',
		Direction: 'inbound',
		SequenceNumber: '1',
		Timestamp: 'Fri, 02 Dec 2022 22:02:49 +0000',
		...changes,
	};
	const { authToken } = twilio.account;
	const path = `/webhook/${webhookId}/call-status`;
	const status = await trigger.send({
		path,
		headers: {
			'content-type': 'application/x-www-form-urlencoded',
			'x-twilio-signature': sign(parameters, { url: url ?? trigger.baseUrl + path, authToken }),
		},
		body: new URLSearchParams(parameters).toString(),
	});
	await twilio.settled();
	return status;
}

const TO_ALICE = { Direction: 'outbound-dial', To: 'client:alice' };

describe('a status that names its parties in another way', () => {
	it.each<[string, Record<string, string>, number]>([
		['with neither From nor To', { Direction: 'outbound-dial' }, 0],
		['with an app as Caller, its From overwritten', { From: 'Larry', Caller: 'client:larry' }, 1],
		['with To left out', { From: 'client:larry' }, 1],
	])('%s is taken', async (_name, parties, subscribed) => {
		await start();
		const { sid } = twilio.phone.startCall({ from: 'client:larry', to: '' });
		expect(await report({ CallSid: sid, ...parties })).toBe(204);
		expect(callbacksOf(sid)).toHaveLength(subscribed);
	});
});

describe('a leg of an app that nothing is known of but its end', () => {
	it('is told once in the log, with what to do', async () => {
		await start();
		const CallSid = `CA${'8'.repeat(32)}`;
		const ended = { CallSid, CallStatus: 'completed', From: 'client:bob' };
		for (let count = 0; count < 3; count++) expect(await report(ended)).toBe(204);
		expect(log).toEqual([
			expect.stringMatching(
				`^warn: Trigger never subscribed to call ${CallSid}: .* reported only its end`,
			),
		]);
	});

	it('that was dialled is not told where other legs do report that they begin', async () => {
		await start({}, {}, 'new');
		const dialled = { CallStatus: 'completed' };
		const reportHere = async (changes: Readonly<Record<string, string>>) =>
			await report({ ...TO_ALICE, ...changes }, undefined, 'new');
		await reportHere({ ...dialled, CallSid: `CA${'6'.repeat(32)}` });
		expect(log).toEqual([
			expect.stringMatching(/Unless n8n was restarted.*initiated, ringing and answered/),
		]);

		const { sid } = twilio.phone.startCall(ALICE);
		await reportHere({ CallSid: sid });
		await reportHere({ ...dialled, CallSid: `CA${'5'.repeat(32)}` });
		expect(log).toHaveLength(1);
	});

	it('is nothing to tell of, when it was subscribed before or is not to be', async () => {
		await start();
		const subscribed = call();
		await twilio.settled();
		twilio.phone.end(subscribed);
		await twilio.settled();
		await report({ CallSid: `CA${'9'.repeat(32)}`, CallStatus: 'completed', From: '+15005550006' });
		expect(log).toEqual([]);
	});
});

describe('a URL for messages that Twilio cannot use', () => {
	const subscribeAt = async (publicUrl: string) => {
		await start({ options: { publicUrl } }, { apiBaseUrl: '' });
		return await report(TO_ALICE, `${publicUrl}/webhook/1/call-status`);
	};

	it.each([
		['http://192.168.1.5:5678', 'points into a private network'],
		['https://n8n.local', 'points into a private network'],
		['http://localhost:5678', 'points to the n8n machine itself'],
		['https://my_n8n.example.com', 'has an underscore in its host name'],
	])('is not sent to it: %s %s', async (publicUrl, problem) => {
		expect(await subscribeAt(publicUrl)).toBe(502);
		expect(log).toEqual([
			expect.stringMatching(
				`^error: Trigger could not subscribe to call .*the URL for messages ${problem}.*WEBHOOK_URL`,
			),
		]);
		expect(twilio.requests).toEqual([]);
	});
});

describe('behind a proxy that rewrites paths', () => {
	const STATUS_URL = 'https://voice.example.com/hooks/status';
	const statusAt = async (publicUrl: string) => {
		await start({ options: { publicUrl } });
		const { sid } = twilio.phone.startCall(ALICE);
		const status = await report({ ...TO_ALICE, CallSid: sid }, STATUS_URL);
		return { sid, status, callbacks: callbacksOf(sid) };
	};

	it('a call is subscribed to the address the user gives for messages', async () => {
		const publicUrl = `messages = https://voice.example.com/hooks/twilio\ncall-status = ${STATUS_URL}`;
		const { sid, status, callbacks } = await statusAt(publicUrl);
		expect(status).toBe(204);
		expect(callbacks).toEqual([`POST https://voice.example.com/hooks/twilio${overrides(sid)}`]);
	});

	it('a call is not subscribed anywhere when that address is not known, and the log says so', async () => {
		expect(await statusAt(STATUS_URL)).toMatchObject({ status: 502, callbacks: [] });
		expect(log).toEqual([
			expect.stringMatching(/the URL for messages is not known.*Public URL.*messages = https/),
		]);
	});
});

// Twilio signs without a port that is none of its own, and without user name and password.
it.each([
	['https://n8n.example.com', 'https://n8n.example.com:443'],
	['https://n8n.example.com:8443', 'https://n8n.example.com'],
	['https://user:secret@n8n.example.com', 'https://n8n.example.com'],
	['https://user:secret@n8n.example.com:8443', 'https://n8n.example.com'],
])('a call is subscribed at %s also when Twilio signs for %s', async (publicUrl, signed) => {
	await start({ options: { publicUrl } });
	const { sid } = twilio.phone.startCall(ALICE);
	expect(await report({ ...TO_ALICE, CallSid: sid }, `${signed}/webhook/1/call-status`)).toBe(204);
	expect(callbacksOf(sid)).toEqual([`POST ${publicUrl}/webhook/1/messages${overrides(sid)}`]);
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
	const credential = {
		...credentialOf(twilio),
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
		'x-twilio-signature': `${'A'.repeat(27)}=`,
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
	const { Direction, To = '', From = '' } = callback.parsed?.fields ?? {};
	const isClient = (Direction === 'inbound' ? From : To).startsWith('client:');
	// Twilio has to be asked whether who dialled the leg is an app.
	const isDialled = 'ParentCallSid' in (callback.parsed?.fields ?? {});
	expect(answer?.status).toBe((isLive && isClient) || isDialled ? 502 : 204);
});
