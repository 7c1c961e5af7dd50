import { startCallbackReceiver, type CallbackReceiver } from '../support/callbackReceiver';
import { HeldAnswers } from '../support/heldAnswers';
import { parametersOf } from '../support/twilioVerdict';
import type { VoiceClient } from '../support/voiceClient';
import { offerOnly } from '../support/voiceMedia';
import { VoiceStage, type PlacedCall } from '../support/voiceStage';

let stage: VoiceStage;
let receiver: CallbackReceiver;
let held: HeldAnswers;
let alice: VoiceClient;

beforeEach(async () => {
	held = new HeldAnswers();
	receiver = await startCallbackReceiver(held.answer);
	stage = await VoiceStage.open();
	stage.emulator.setApplication({ statusCallback: receiver.baseUrl });
	alice = await stage.signIn('alice');
});

afterEach(async () => {
	await stage.close();
	await receiver.stop();
});

const hangUp = (callsid: string) => alice.says('hangup', { callsid });

async function placeAnsweredCall(): Promise<PlacedCall> {
	const call = await stage.placeCall(alice);
	await alice.hears('answer');
	return call;
}

/** It rings until `held.release()`. */
async function placeRingingCall(): Promise<PlacedCall> {
	held.hold('ringing');
	const { baseUrl } = receiver;
	stage.emulator.setApplication({ statusCallback: baseUrl, voiceUrl: baseUrl });
	return await stage.placeCall(alice);
}

async function settle(): Promise<void> {
	held.release();
	await stage.caughtUp(alice);
}

/** What the SDK heard of its call. */
const heardOfCall = () => alice.heardTypes.filter((type) => type !== 'connected');

it.each([
	['its Call SID', ({ callSid }: PlacedCall) => callSid],
	['the name the SDK gave it', ({ temporarySid }: PlacedCall) => temporarySid],
])('is completed when the SDK hangs it up by %s', async (_name, sidOf) => {
	const call = await placeAnsweredCall();

	hangUp(sidOf(call));
	await settle();

	expect(stage.statusOf(call.callSid)).toBe('completed');
	expect(heardOfCall()).toEqual(['ringing', 'answer']);
});

it.each([
	['its Call SID', ({ callSid }: PlacedCall) => callSid],
	['the name the SDK gave it', ({ temporarySid }: PlacedCall) => temporarySid],
])('is canceled when the SDK hangs it up while it rings, by %s', async (_name, sidOf) => {
	const call = await placeRingingCall();

	hangUp(sidOf(call));
	await settle();

	expect(stage.statusOf(call.callSid)).toBe('canceled');
	expect(heardOfCall()).toEqual(['ringing']);
});

it('is canceled when the SDK hangs up before it knows that it rings', async () => {
	alice.says('invite', { callsid: 'TJS1', sdp: await offerOnly(), twilio: {} });
	hangUp('TJS1');
	await settle();

	expect(stage.emulator.phone.calls()).toEqual([expect.objectContaining({ status: 'canceled' })]);
	expect(heardOfCall()).toEqual(['ringing']);
});

it.each([
	['talks', placeAnsweredCall, ['ringing', 'answer', 'hangup']],
	['rings', placeRingingCall, ['ringing', 'hangup']],
])('is hung up at the SDK when the other side ends it while it %s', async (_name, place, heard) => {
	const { callSid } = await place();

	stage.emulator.phone.end(callSid, 'completed');
	await settle();

	expect(heardOfCall()).toEqual(heard);
	expect(alice.heard.at(-1)?.payload).toEqual({ callsid: callSid });
});

it.each([
	['nothing', ''],
	['no description', 'garbage'],
	['no media', 'v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n'],
])('fails when the SDK offers %s', async (_name, sdp) => {
	const { callSid } = await stage.placeCall(alice, sdp);
	expect(await alice.hears('hangup')).toEqual({ callsid: callSid });
	await settle();

	expect(stage.statusOf(callSid)).toBe('failed');
	expect(heardOfCall()).toEqual(['ringing', 'hangup']);
	expect(receiver.received.map((one) => parametersOf(one)['CallStatus'])).toEqual(['failed']);
});

it('does not end when another device or another person hangs up', async () => {
	const { callSid, temporarySid } = await placeAnsweredCall();
	const others = [await stage.signIn('alice'), await stage.signIn('bob')];

	for (const other of others) {
		other.says('hangup', { callsid: callSid });
		other.says('hangup', { callsid: temporarySid });
	}
	await stage.caughtUp(alice, ...others);

	expect(stage.statusOf(callSid)).toBe('in-progress');
	expect(others.map(({ heardTypes }) => heardTypes)).toEqual([['connected'], ['connected']]);
});

it('ends once when both sides hang up, and the SDK may call again', async () => {
	const { callSid } = await placeAnsweredCall();

	stage.emulator.phone.end(callSid);
	hangUp(callSid);
	await settle();
	await placeAnsweredCall();

	expect(heardOfCall()).toEqual(['ringing', 'answer', 'hangup', 'ringing', 'answer']);
});
