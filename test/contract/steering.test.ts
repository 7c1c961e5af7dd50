import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { EmulatorEvent } from '../../sandbox/twilio/events';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { startCallbackReceiver, type CallbackReceiver } from './support/callbackReceiver';
import { createTwilioClient } from './support/twilioClient';

const UNKNOWN = `CA${'0'.repeat(32)}`;

let emulator: TwilioEmulator;
let receiver: CallbackReceiver;
let events: EmulatorEvent[];

beforeEach(async () => {
	events = [];
	receiver = await startCallbackReceiver();
	emulator = await startTwilioEmulator({ onEvent: (event) => events.push(event) });
});

afterEach(async () => {
	await emulator.stop();
	await receiver.stop();
});

async function get(path: string): Promise<{ status: number; json: unknown }> {
	const response = await fetch(`${emulator.baseUrl}/_sandbox${path}`);
	return { status: response.status, json: await response.json() };
}

async function post(path: string, body?: string): Promise<{ status: number; json: unknown }> {
	const response = await fetch(`${emulator.baseUrl}/_sandbox${path}`, {
		method: 'POST',
		...(body !== undefined && { headers: { 'content-type': 'application/json' }, body }),
	});
	return { status: response.status, json: await response.json() };
}

const newestCall = (): string => {
	const [call] = emulator.phone.calls();
	if (!call) throw new Error('There is no call');
	return call.sid;
};

const ringingCall = () => emulator.phone.startCall({ from: 'client:a', to: '' }).sid;
const endedCall = () => emulator.phone.end(ringingCall()).sid;

it('takes a call from ringing through a message each way to its end', async () => {
	const statusCallback = `${receiver.baseUrl}/status`;
	const body = { from: '+15005550006', to: 'client:alice', statusCallback };
	const started = await post('/calls', JSON.stringify(body));
	const callSid = newestCall();
	const call = createTwilioClient(emulator.baseUrl, emulator.account).calls(callSid);
	const subscription = await call.userDefinedMessageSubscriptions.create({
		callback: `${receiver.baseUrl}/messages`,
	});

	const answered = await post(`/calls/${callSid}/answer`);
	const said = await post(`/calls/${callSid}/say`, '{"text":"hi"}');
	const heard = await call.userDefinedMessages.create({ content: '[1]' });
	await emulator.settled();
	const seen = await get(`/calls/${callSid}`);
	const ended = await post(`/calls/${callSid}/end`);
	await emulator.settled();

	expect(started).toMatchObject({ status: 201, json: { sid: callSid, status: 'ringing' } });
	expect(answered).toMatchObject({ status: 200, json: { sid: callSid, status: 'in-progress' } });
	expect(said).toMatchObject({ status: 201, json: { content: { text: 'hi' } } });
	expect(seen).toMatchObject({
		status: 200,
		json: {
			call: { sid: callSid, status: 'in-progress' },
			heard: [{ sid: heard.sid, content: [1] }],
			said: [said.json],
			subscriptions: [{ sid: subscription.sid, method: 'POST' }],
		},
	});
	expect(ended).toMatchObject({ status: 200, json: { sid: callSid, status: 'completed' } });
	expect(emulator.phone.subscriptionsOf(callSid)).toEqual([]);
	expect(events.map(describeEvent)).toEqual(
		expect.arrayContaining([
			'callStarted',
			'callStatus queued',
			'callStatus ringing',
			'subscribed',
			'callStatus in-progress',
			'messageFromPhone 1',
			'messageToPhone',
			'unsubscribed callEnded',
			'callStatus completed',
			'callbackDelivered message 204',
			'callbackDelivered status 204',
		]),
	);
	const paths = receiver.received.map(({ url }) => new URL(url).pathname);
	expect(paths).toEqual(['/status', '/status', '/status', '/messages', '/status']);
});

function describeEvent(event: EmulatorEvent): string {
	if (event.type === 'callStatus') return `${event.type} ${event.status}`;
	if (event.type === 'unsubscribed') return `${event.type} ${event.reason}`;
	if (event.type === 'messageFromPhone') return `${event.type} ${event.subscriptions}`;
	if (event.type === 'callbackDelivered') return `${event.type} ${event.kind} ${event.status}`;
	return event.type;
}

it('lists calls newest first, and every delivery', async () => {
	const first = ringingCall();
	const statusCallback = receiver.baseUrl;
	const second = emulator.phone.startCall({ from: 'b', to: '', statusCallback }).sid;
	await emulator.settled();

	expect(await get('/calls')).toMatchObject({
		status: 200,
		json: { calls: [{ sid: second }, { sid: first }] },
	});
	const { json } = await get('/deliveries');
	expect(json).toEqual({ deliveries: JSON.parse(JSON.stringify(emulator.deliveries)) });
	expect(emulator.deliveries).toMatchObject([
		{ kind: 'status', callSid: second, method: 'POST', status: 204, error: null },
		{ kind: 'status', callSid: second, method: 'POST', status: 204, error: null },
	]);
});

it.each([
	['an SDK user places a call', { from: 'client:a', to: '' }, 'inbound'],
	['a phone calls in', { from: '+1305', to: '+1306' }, 'inbound'],
	['REST calls an SDK user', { from: '+1305', to: 'client:a' }, 'outbound-api'],
	['the caller says so', { from: 'x', to: 'y', direction: 'outbound-api' }, 'outbound-api'],
])('knows the direction when %s', async (_name, body, direction) => {
	expect(await post('/calls', JSON.stringify(body))).toMatchObject({
		status: 201,
		json: { direction, parentCallSid: null },
	});
});

it('starts a child leg', async () => {
	const parentCallSid = ringingCall();

	const child = await post('/calls', JSON.stringify({ from: 'a', to: 'client:b', parentCallSid }));

	expect(child).toMatchObject({
		status: 201,
		json: { direction: 'outbound-dial', parentCallSid, status: 'ringing' },
	});
});

it.each(['completed', 'busy', 'failed', 'no-answer', 'canceled'])('ends as %s', async (status) => {
	const callSid = ringingCall();

	expect(await post(`/calls/${callSid}/end`, JSON.stringify({ status }))).toMatchObject({
		status: 200,
		json: { status },
	});
	expect(emulator.phone.call(callSid).status).toBe(status);
});

it.each([
	['an object', '{"a":{"b":[1]}}'],
	['a string', '"hello"'],
	['a number', '42'],
	['null', 'null'],
	['false', 'false'],
	['a list', '[]'],
	['10240 bytes', JSON.stringify('é'.repeat(5119))],
])('says %s', async (_name, content) => {
	const callSid = ringingCall();

	expect((await post(`/calls/${callSid}/say`, content)).status).toBe(201);
	expect(emulator.phone.saidBy(callSid)).toEqual([
		{ sid: expect.stringMatching(/^KX/), content: JSON.parse(content), at: expect.any(Date) },
	]);
});

type Refusal = [string, number, RegExp, string | (() => string), string?];

const REFUSALS: readonly Refusal[] = [
	['an unknown call', 404, /There is no call CA0+/, `/calls/${UNKNOWN}/answer`],
	['an unknown route', 404, /POST \/_sandbox\/nothing/, '/nothing'],
	['no body', 400, /Send a JSON body/, '/calls'],
	['broken JSON', 400, /The body is not JSON/, '/calls', '{"from":'],
	['a missing field', 400, /to: Required/, '/calls', '{"from":"a"}'],
	['an unknown field', 400, /'form'/, '/calls', '{"from":"a","to":"b","form":"c"}'],
	['an unknown status', 400, /status: /, '/calls', '{"from":"a","to":"b","status":"busy"}'],
	[
		'an unknown parent',
		404,
		/There is no call/,
		'/calls',
		`{"from":"a","to":"b","parentCallSid":"${UNKNOWN}"}`,
	],
	[
		'a relative statusCallback',
		400,
		/statusCallback/,
		'/calls',
		'{"from":"a","to":"b","statusCallback":"/x"}',
	],
	['a second end', 409, /has ended/, () => `/calls/${endedCall()}/end`],
	['an unknown end', 400, /status: /, () => `/calls/${ringingCall()}/end`, '{"status":"ringing"}'],
	[
		'answering twice',
		409,
		/in-progress/,
		() => `/calls/${emulator.phone.answer(ringingCall()).sid}/answer`,
	],
	['answering an ended call', 409, /completed/, () => `/calls/${endedCall()}/answer`],
	['words after the end', 409, /completed: nobody/, () => `/calls/${endedCall()}/say`, '1'],
	['words without a body', 400, /Send a JSON body/, () => `/calls/${ringingCall()}/say`],
	['words that are not JSON', 400, /not JSON/, () => `/calls/${ringingCall()}/say`, 'hello'],
	[
		'10241 bytes of words',
		413,
		/10241 bytes/,
		() => `/calls/${ringingCall()}/say`,
		JSON.stringify('x'.repeat(10239)),
	],
	[
		'two megabytes',
		413,
		/too large/,
		() => `/calls/${ringingCall()}/say`,
		JSON.stringify('x'.repeat(2 << 20)),
	],
];

const refusals = REFUSALS.map(([name, status, text, path, body]) => ({
	name,
	status,
	text,
	path,
	body,
}));

it.each(refusals)('refuses $name with $status', async ({ status, text, path, body }) => {
	const target = typeof path === 'string' ? path : path();

	expect(await post(target, body)).toEqual({
		status,
		json: { error: expect.stringMatching(text) },
	});
	expect(emulator.phone.calls().flatMap(({ sid }) => emulator.phone.saidBy(sid))).toEqual([]);
});

it('refuses what is not said as JSON', async () => {
	const callSid = ringingCall();
	const url = `${emulator.baseUrl}/_sandbox/calls/${callSid}/say`;

	const response = await fetch(url, { method: 'POST', body: '"hi"' });

	expect(response.status).toBe(400);
	expect(emulator.phone.saidBy(callSid)).toEqual([]);
});

it.each([
	['undefined', undefined],
	['a function', () => 1],
])('in process, refuses to say %s', (_name, content) => {
	const callSid = ringingCall();

	expect(() => emulator.phone.say(callSid, content)).toThrow('A message has to be a JSON value');
});

it('uses the port and the account it is given, and frees the port', async () => {
	const account = {
		sid: `AC${'1'.repeat(32)}`,
		authToken: 'a',
		apiKeySid: 'SK1',
		apiKeySecret: 'b',
	};
	const first = await startTwilioEmulator({ account });
	const port = Number(new URL(first.baseUrl).port);
	await first.stop();

	const second = await startTwilioEmulator({ port, account });
	await second.stop();

	expect(second.baseUrl).toBe(first.baseUrl);
	expect(second.account).toEqual(account);
});

it('rejects when the port is taken', async () => {
	const port = Number(new URL(emulator.baseUrl).port);

	await expect(startTwilioEmulator({ port })).rejects.toThrow('EADDRINUSE');
});

it('leaves nothing open after stop, a callback in flight included', async () => {
	const script = join(__dirname, 'support/startAndStop.ts');

	const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script]);

	expect(stdout).toBe('stopped\n');
}, 30_000);
