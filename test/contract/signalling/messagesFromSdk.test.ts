import { startCallbackReceiver, type CallbackReceiver } from '../support/callbackReceiver';
import { HeldAnswers } from '../support/heldAnswers';
import { sendRest, subscriptionsOf } from '../support/restClient';
import { parametersOf } from '../support/twilioVerdict';
import { until } from '../support/until';
import type { VoiceClient } from '../support/voiceClient';
import { VoiceStage } from '../support/voiceStage';
import { startTwilioEmulator } from '../../../sandbox/twilio/server';

let stage: VoiceStage;
let receiver: CallbackReceiver;
let held: HeldAnswers;
let alice: VoiceClient;

beforeEach(async () => {
	held = new HeldAnswers();
	receiver = await startCallbackReceiver(held.answer);
	stage = await VoiceStage.open();
	alice = await stage.register('alice');
});

afterEach(async () => {
	await stage.close();
	await receiver.stop();
});

async function subscribe(callSid: string, { baseUrl } = receiver): Promise<void> {
	const path = subscriptionsOf(callSid);
	const { status } = await sendRest(stage.emulator, 'POST', path, { Callback: baseUrl });
	expect(status).toBe(201);
}

async function subscribedCall(): Promise<string> {
	const { callSid } = await stage.placeCall(alice);
	await alice.hears('answer');
	await subscribe(callSid);
	return callSid;
}

const told = () => receiver.received.map(parametersOf);

it.each([
	['an object', { text: 'hi', list: [1, null] }],
	['a list', [1, 2]],
	['a text', 'hi'],
	['a number', 42],
	['false', false],
])('acknowledges %s and hands it on', async (_name, content) => {
	const callSid = await subscribedCall();

	const sid = alice.sendsMessage(callSid, content);
	const ack = await alice.hears('ack');
	await stage.emulator.settled();

	expect(ack).toEqual({ acktype: 'message', callsid: callSid, voiceeventsid: sid });
	expect(told()).toEqual([
		{
			AccountSid: stage.emulator.account.sid,
			CallSid: callSid,
			Content: JSON.stringify(content),
			ContentType: 'application/json',
			SequenceNumber: '1',
			Sid: sid,
			Timestamp: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000$/),
		},
	]);
	expect(stage.emulator.phone.saidBy(callSid)).toEqual([{ sid, content, at: expect.any(Date) }]);
});

it('hands on the type the SDK gives its content', async () => {
	const callSid = await subscribedCall();

	alice.sendsMessage(callSid, 'hi', { contenttype: 'text/plain' });
	await stage.caughtUp(alice);

	expect(told()).toEqual([expect.objectContaining({ ContentType: 'text/plain', Content: '"hi"' })]);
});

it.each([
	['a text', 'hi', 'hi'],
	['a text that is JSON', '{"text":"hi"}', '{"text":"hi"}'],
	['an empty text', '', ''],
	['an object', { text: 'hi' }, '{"text":"hi"}'],
])('hands on %s as SDKs of mobile apps do, raw, when told so', async (_name, content, expected) => {
	await stage.close();
	stage = VoiceStage.on(await startTwilioEmulator({ textContents: 'raw' }));
	alice = await stage.register('alice');
	const callSid = await subscribedCall();

	alice.sendsMessage(callSid, content);
	await stage.caughtUp(alice);

	expect(told()).toEqual([expect.objectContaining({ Content: expected })]);
});

it('takes 10,240 bytes of a raw text, and no more', async () => {
	await stage.close();
	stage = VoiceStage.on(await startTwilioEmulator({ textContents: 'raw' }));
	alice = await stage.register('alice');
	const callSid = await subscribedCall();

	alice.sendsMessage(callSid, 'x'.repeat(10_240));
	alice.sendsMessage(callSid, 'x'.repeat(10_241));

	expect(await alice.hears('ack')).toMatchObject({ callsid: callSid });
	expect(await alice.hears('error')).toMatchObject({ error: { code: 31212 } });
});

it('counts together what the SDK and the steered phone say', async () => {
	const callSid = await subscribedCall();

	const first = alice.sendsMessage(callSid, 1);
	await alice.hears('ack');
	const { sid: second } = stage.emulator.phone.say(callSid, 2);
	const third = alice.sendsMessage(callSid, 3);
	await stage.caughtUp(alice);

	expect(told().map(({ SequenceNumber, Sid }) => [SequenceNumber, Sid])).toEqual([
		['1', first],
		['2', second],
		['3', third],
	]);
});

it('acknowledges before anybody answered the callback', async () => {
	const silent = await startCallbackReceiver(() => undefined);
	const { callSid } = await stage.placeCall(alice);
	await subscribe(callSid, silent);

	alice.sendsMessage(callSid, 'hi');
	await alice.hears('ack');
	await until(() => silent.received.length === 1);

	expect(stage.emulator.deliveries).toEqual([]);
	await stage.close();
	await silent.stop();
});

it('acknowledges what nobody is subscribed to', async () => {
	const { callSid } = await stage.placeCall(alice);

	const sid = alice.sendsMessage(callSid, 'hi');

	expect(await alice.hears('ack')).toMatchObject({ voiceeventsid: sid });
});

it('hands on what the person says while it rings at her', async () => {
	const { sid: callSid } = await stage.callPerson('alice', alice);
	await subscribe(callSid);

	const sid = alice.sendsMessage(callSid, 'wait');
	await stage.caughtUp(alice);

	expect(await alice.hears('ack')).toMatchObject({ callsid: callSid });
	expect(told()).toEqual([expect.objectContaining({ CallSid: callSid, Sid: sid })]);
});

it('hands on what the person says before the call she placed is answered', async () => {
	held.hold('ringing');
	stage.emulator.setApplication({ voiceUrl: receiver.baseUrl });
	const { callSid } = await stage.placeCall(alice);
	await subscribe(callSid);

	const sid = alice.sendsMessage(callSid, 'hello?');
	await alice.hears('ack');
	const before = stage.statusOf(callSid);
	held.release();
	await stage.caughtUp(alice);

	expect(before).toBe('ringing');
	expect(told()).toContainEqual(expect.objectContaining({ CallSid: callSid, Sid: sid }));
});
