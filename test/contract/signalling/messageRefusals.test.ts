import { newSid } from '../../../sandbox/twilio/sids';
import { startCallbackReceiver, type CallbackReceiver } from '../support/callbackReceiver';
import { sendRest, subscriptionsOf } from '../support/restClient';
import type { Payload, VoiceClient } from '../support/voiceClient';
import { VoiceStage } from '../support/voiceStage';

let stage: VoiceStage;
let receiver: CallbackReceiver;
let alice: VoiceClient;
let callSid: string;

beforeEach(async () => {
	receiver = await startCallbackReceiver();
	stage = await VoiceStage.open();
	alice = await stage.register('alice');
	({ callSid } = await stage.placeCall(alice));
	await alice.hears('answer');
	const form = { Callback: receiver.baseUrl };
	await sendRest(stage.emulator, 'POST', subscriptionsOf(callSid), form);
});

afterEach(async () => {
	await stage.close();
	await receiver.stop();
});

/** What the SDK hears of a message. */
async function answersTo(client: VoiceClient, voiceeventsid: string): Promise<unknown[]> {
	await stage.caughtUp(client);
	const answers = client.heard.filter(({ payload }) => payload['voiceeventsid'] === voiceeventsid);
	return answers.map(({ type, payload }) => [type, payload]);
}

const refusal = (code: number, callsid: string, voiceeventsid: string) => [
	'error',
	{ callsid, voiceeventsid, error: { code, message: expect.any(String) } },
];

it.each<[string, number, unknown, Payload]>([
	['a message of an unknown type', 31210, 'hi', { messagetype: 'user-defined' }],
	['a message without a type', 31100, 'hi', { messagetype: undefined }],
	// As it is when an app gives the SDK for browsers a function: it asks for a content, and JSON has none for that.
	['a message without content', 31100, undefined, {}],
	['10,241 bytes', 31212, 'x'.repeat(10_239), {}],
	['10,241 bytes outside ASCII', 31212, `x${'é'.repeat(5119)}`, {}],
	['10,241 bytes in an object', 31212, { a: 'x'.repeat(10_233) }, {}],
])('refuses %s with %i', async (_name, code, content, different) => {
	const sid = alice.sendsMessage(callSid, content, different);

	expect(await answersTo(alice, sid)).toEqual([refusal(code, callSid, sid)]);
	expect(stage.emulator.phone.saidBy(callSid)).toEqual([]);
	expect(receiver.received).toEqual([]);
});

it.each<[string, unknown]>([
	['in ASCII', 'x'.repeat(10_238)],
	['outside ASCII', 'é'.repeat(5119)],
	['in an object', { a: 'x'.repeat(10_232) }],
])('takes 10,240 bytes %s', async (_name, content) => {
	const sid = alice.sendsMessage(callSid, content);

	expect(await answersTo(alice, sid)).toEqual([
		['ack', { acktype: 'message', callsid: callSid, voiceeventsid: sid }],
	]);
	expect(receiver.received).toHaveLength(1);
});

it('refuses a message nested 5,000 deep, and goes on', async () => {
	const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
	const sid = alice.sendsMessageText(callSid, deep);
	expect(await answersTo(alice, sid)).toEqual([refusal(31100, callSid, sid)]);

	const next = alice.sendsMessage(callSid, 'hi');
	expect(await answersTo(alice, next)).toEqual([['ack', expect.anything()]]);
});

type Speaker = () => Promise<VoiceClient> | VoiceClient;

it.each<[string, Speaker, () => string]>([
	['on a call that never was', () => alice, () => newSid('CA')],
	[
		'on a call that is over',
		() => {
			stage.emulator.phone.end(callSid);
			return alice;
		},
		() => callSid,
	],
	[
		"on the customer's leg",
		() => alice,
		() => stage.emulator.phone.startCall({ from: '+15005550006', to: '' }).sid,
	],
	['from another person', () => stage.register('bob'), () => callSid],
	['from another device of the person', () => stage.register('alice'), () => callSid],
	['on a call that rings at somebody else', () => alice, () => stage.startCallTo('bob').sid],
])('refuses a message %s with 31211', async (_name, speaker, sidOf) => {
	await stage.register('bob');
	const client = await speaker();
	const spokenOf = sidOf();

	const sid = client.sendsMessage(spokenOf, 'hi');

	expect(await answersTo(client, sid)).toEqual([refusal(31211, spokenOf, sid)]);
	expect(receiver.received).toEqual([]);
});

it('refuses a message from a device where the call rang before another one answered', async () => {
	const mobile = await stage.register('alice');
	const { sid: rang } = await stage.callPerson('alice', alice, mobile);
	await stage.answer(mobile);

	const sid = alice.sendsMessage(rang, 'hi');

	expect(await answersTo(alice, sid)).toEqual([refusal(31211, rang, sid)]);
});

it('goes on after a refusal', async () => {
	alice.sendsMessage(callSid, 'hi', { messagetype: 'unknown' });

	const sid = alice.sendsMessage(callSid, 'hi');

	expect(await answersTo(alice, sid)).toEqual([['ack', expect.anything()]]);
});
