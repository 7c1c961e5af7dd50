import type { Twilio } from 'twilio';

import type { StartStatus } from '../../sandbox/twilio/calls/newCall';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { startCallbackReceiver, type CallbackReceiver } from './support/callbackReceiver';
import { createTwilioClient } from './support/twilioClient';
import { parametersOf } from './support/twilioVerdict';

// UpdateCall with a Status: https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource

const now = { time: new Date('2026-03-01T10:00:00Z') };

let emulator: TwilioEmulator;
let receiver: CallbackReceiver;
let client: Twilio;

beforeEach(async () => {
	now.time = new Date('2026-03-01T10:00:00Z');
	emulator = await startTwilioEmulator({ now: () => now.time });
	receiver = await startCallbackReceiver();
	client = createTwilioClient(emulator.baseUrl, emulator.account);
});

afterEach(async () => {
	await emulator.stop();
	await receiver.stop();
});

const startCall = (status: StartStatus, parentCallSid?: string) =>
	emulator.phone.startCall({
		from: '+15005550006',
		to: 'client:alice',
		status,
		parentCallSid,
		statusCallback: receiver.baseUrl,
	}).sid;

const hangUp = (callSid: string, status: 'canceled' | 'completed') =>
	client.calls(callSid).update({ status });

const statusOf = (callSid: string) => emulator.phone.call(callSid).status;

/** The statuses its callbacks told. */
async function toldOf(callSid: string): Promise<(string | undefined)[]> {
	await emulator.settled();
	const told = receiver.received.map(parametersOf).filter(({ CallSid }) => CallSid === callSid);
	return told.map(({ CallStatus }) => CallStatus);
}

it.each([
	['queued', 'canceled', 'canceled'],
	['ringing', 'canceled', 'canceled'],
	['in-progress', 'canceled', 'in-progress'],
	['queued', 'completed', 'completed'],
	['ringing', 'completed', 'completed'],
	['in-progress', 'completed', 'completed'],
] as const)('%s, and to be %s: then it is %s', async (before, wanted, after) => {
	const callSid = startCall(before);
	await emulator.settled();
	const { length: earlier } = receiver.received;

	const answer = await hangUp(callSid, wanted);

	expect(answer).toMatchObject({ sid: callSid, status: after });
	expect(statusOf(callSid)).toBe(after);
	expect((await toldOf(callSid)).slice(earlier)).toEqual(before === after ? [] : [after]);
});

it('answers the call as it is now', async () => {
	const callSid = startCall('in-progress');
	now.time = new Date('2026-03-01T10:01:30Z');

	const answer = await hangUp(callSid, 'completed');

	expect(answer.toJSON()).toEqual((await client.calls(callSid).fetch()).toJSON());
	expect(answer).toMatchObject({
		status: 'completed',
		duration: '90',
		endTime: now.time,
		dateUpdated: now.time,
	});
});

it('leaves a call that talks as it was when it is to be canceled', async () => {
	const callSid = startCall('in-progress');
	const before = emulator.phone.call(callSid);
	now.time = new Date('2026-03-01T10:01:30Z');

	await hangUp(callSid, 'canceled');

	expect(emulator.phone.call(callSid)).toEqual(before);
});

it('ends what hangs on the call: the legs it dialled, subscriptions, its place in a conference', async () => {
	const parent = startCall('in-progress');
	const [talking, ringing] = [startCall('in-progress', parent), startCall('ringing', parent)];
	const stranger = startCall('in-progress');
	emulator.phone.join(talking, 'support');
	emulator.phone.join(stranger, 'support');
	await client
		.calls(talking)
		.userDefinedMessageSubscriptions.create({ callback: receiver.baseUrl });

	await hangUp(parent, 'completed');

	expect([parent, talking, ringing, stranger].map(statusOf)).toEqual([
		'completed',
		'completed',
		'canceled',
		'in-progress',
	]);
	expect(emulator.phone.subscriptionsOf(talking)).toEqual([]);
	const [conference] = emulator.phone.conferences();
	expect(conference?.participants.map(({ callSid }) => callSid)).toEqual([stranger]);
	expect(await toldOf(ringing)).toEqual(['initiated', 'ringing', 'canceled']);
});

it('leaves the leg that dialled alone', async () => {
	const parent = startCall('in-progress');

	await hangUp(startCall('in-progress', parent), 'completed');

	expect(statusOf(parent)).toBe('in-progress');
});
