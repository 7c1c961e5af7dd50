import type { Phone } from '../../sandbox/twilio/calls/phone';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { readCallbackFixture } from './support/callbackFixture';
import { startCallbackReceiver, type CallbackReceiver } from './support/callbackReceiver';
import { isAcceptedByTwilio, parametersOf } from './support/twilioVerdict';

const VARIABLE = ['AccountSid', 'ApplicationSid', 'CallSid', 'ParentCallSid', 'Timestamp'];
const CLIENT = { from: '+15005550006', to: 'client:alice' };

let receiver: CallbackReceiver;
let emulator: TwilioEmulator;
let nowMs: number;

beforeEach(async () => {
	nowMs = Date.UTC(2022, 11, 2, 22, 2, 45);
	receiver = await startCallbackReceiver();
	emulator = await startTwilioEmulator({ now: () => new Date(nowMs) });
});

afterEach(async () => {
	await emulator.stop();
	await receiver.stop();
});

type Play = (phone: Phone, statusCallback: string) => void;

const parentOf = (phone: Phone) => phone.startCall({ from: CLIENT.from, to: '+15005550001' }).sid;

const startChild = (phone: Phone, statusCallback: string, to = CLIENT.to) =>
	phone.startCall({ ...CLIENT, to, parentCallSid: parentOf(phone), statusCallback }).sid;

const startSingle = (phone: Phone, statusCallback: string) =>
	phone.startCall({ ...CLIENT, statusCallback }).sid;

function talkAndEnd(phone: Phone, callSid: string): void {
	phone.answer(callSid);
	nowMs += 42_000;
	phone.end(callSid);
}

it.each<[string, Play]>([
	[
		'status-child-client-initiated',
		(phone, statusCallback) => {
			const parentCallSid = parentOf(phone);
			phone.startCall({ ...CLIENT, parentCallSid, statusCallback, status: 'queued' });
		},
	],
	['status-child-client-ringing', (phone, url) => void startChild(phone, url)],
	['status-child-client-in-progress', (phone, url) => void phone.answer(startChild(phone, url))],
	['status-child-client-completed', (phone, url) => talkAndEnd(phone, startChild(phone, url))],
	[
		'status-child-client-no-answer',
		(phone, url) => void phone.end(startChild(phone, url), 'no-answer'),
	],
	[
		'status-child-pstn-in-progress',
		(phone, url) => void phone.answer(startChild(phone, url, '+15005550009')),
	],
	[
		'status-parent-initiated',
		(phone, statusCallback) =>
			void phone.startCall({ ...CLIENT, statusCallback, status: 'queued' }),
	],
	['status-parent-ringing', (phone, url) => void startSingle(phone, url)],
	['status-parent-in-progress', (phone, url) => void phone.answer(startSingle(phone, url))],
	['status-parent-completed', (phone, url) => talkAndEnd(phone, startSingle(phone, url))],
	[
		'status-parent-sdk-outgoing-completed',
		(phone, statusCallback) => {
			const { sid } = phone.startCall({
				from: 'client:bob',
				to: '',
				statusCallback,
				statusCallbackEvent: ['completed'],
			});
			talkAndEnd(phone, sid);
		},
	],
])('%s: same fields and values, signed, form POST', async (name, play) => {
	const { fields } = readCallbackFixture(name).parsed;

	play(emulator.phone, `${receiver.baseUrl}/call-status`);
	await emulator.settled();

	const request = receiver.received.at(-1);
	if (!request) throw new Error('No status callback came');
	const parameters = parametersOf(request);
	expect(Object.keys(parameters).sort()).toEqual(Object.keys(fields).sort());
	expect(withoutVariable(parameters)).toEqual(withoutVariable(fields));
	expect(isAcceptedByTwilio(emulator.account.authToken, request)).toBe(true);
	expect(request.method).toBe('POST');
	expect(Object.keys(request.headers).sort()).toEqual(
		[...Object.keys(readCallbackFixture(name).request.headers), 'connection'].sort(),
	);
});

function withoutVariable(fields: Record<string, string>): Record<string, string> {
	return Object.fromEntries(Object.entries(fields).filter(([name]) => !VARIABLE.includes(name)));
}

it('names the leg and its parent', async () => {
	const statusCallback = receiver.baseUrl;
	const parentCallSid = parentOf(emulator.phone);
	const child = emulator.phone.startCall({ ...CLIENT, parentCallSid, statusCallback });
	await emulator.settled();

	const [initiated] = receiver.received;
	expect(initiated && parametersOf(initiated)).toMatchObject({
		AccountSid: emulator.account.sid,
		CallSid: child.sid,
		ParentCallSid: parentCallSid,
		Timestamp: 'Fri, 02 Dec 2022 22:02:45 +0000',
	});
});

it('counts from 0 in the order of events', async () => {
	talkAndEnd(emulator.phone, startSingle(emulator.phone, receiver.baseUrl));
	await emulator.settled();

	const told = receiver.received
		.map(parametersOf)
		.map(({ SequenceNumber, CallStatus }) => `${SequenceNumber} ${CallStatus}`);
	expect(told).toEqual(['0 initiated', '1 ringing', '2 in-progress', '3 completed']);
	expect(emulator.deliveries.map(({ kind, status }) => [kind, status])).toEqual(
		Array(4).fill(['status', 204]),
	);
});

it('comes as a signed GET when asked', async () => {
	const statusCallback = `${receiver.baseUrl}/s?a=1`;
	emulator.phone.startCall({ ...CLIENT, statusCallback, statusCallbackMethod: 'GET' });
	await emulator.settled();

	const request = receiver.received.at(-1);
	if (!request) throw new Error('No status callback came');
	expect(request).toMatchObject({ method: 'GET', rawBody: '' });
	expect(parametersOf(request)).toMatchObject({ a: '1', CallStatus: 'ringing' });
	expect(isAcceptedByTwilio(emulator.account.authToken, request)).toBe(true);
});

it('ends live child legs before their parent', async () => {
	const statusCallback = receiver.baseUrl;
	const { phone } = emulator;
	const parent = phone.startCall({ ...CLIENT, statusCallback, status: 'in-progress' });
	const child = { ...CLIENT, parentCallSid: parent.sid, statusCallback };
	const talking = phone.startCall({ ...child, status: 'in-progress' });
	const ringing = phone.startCall(child);
	const gone = phone.startCall(child);
	phone.end(gone.sid, 'busy');
	phone.end(parent.sid);
	await emulator.settled();

	const statusOf = ({ sid }: { readonly sid: string }) => phone.call(sid).status;
	expect([parent, talking, ringing, gone].map(statusOf)).toEqual([
		'completed',
		'completed',
		'canceled',
		'busy',
	]);
});
