import { response, TwimlStage } from '../support/twimlStage';
import { VoiceStage } from '../support/voiceStage';
import { offerOnly } from '../support/voiceMedia';
import type { VoiceClient } from '../support/voiceClient';

let stage: TwimlStage;
let voices: VoiceStage;
let alice: VoiceClient;

beforeEach(async () => {
	stage = await TwimlStage.open();
	voices = VoiceStage.on(stage.emulator);
	alice = await voices.signIn('alice');
});

afterEach(async () => {
	await voices.close();
	await stage.close();
});

const heardOfCall = () => alice.heardTypes.filter((type) => type !== 'connected');

it('hands over what the app gave to connect()', async () => {
	stage.setVoice('<Reject/>');
	const params = 'customer=Gr%C3%BC%C3%9Fe%20%26%20co&To=bob';

	alice.says('invite', { callsid: 'TJS1', sdp: await offerOnly(), twilio: { params } });

	expect(await stage.asked('/voice')).toMatchObject({
		customer: 'Grüße & co',
		To: 'bob',
		From: 'client:alice',
		CallStatus: 'ringing',
	});
	await alice.hears('hangup');
	expect(heardOfCall()).toEqual(['ringing', 'hangup']);
});

it('is answered when a verb answers it', async () => {
	stage.setVoice('<Redirect>/next</Redirect>');
	stage.answer('/next', response('<Say>Hello</Say><Pause length="10000"/>'));

	const { callSid } = await voices.placeCall(alice);

	expect(await alice.hears('answer')).toMatchObject({
		callsid: callSid,
		sdp: expect.stringContaining('m=audio'),
		reconnect: expect.stringMatching(/./),
	});
	expect(stage.statusOf(callSid)).toBe('in-progress');
	expect(heardOfCall()).toEqual(['ringing', 'answer']);
});

it('is hung up at the end of TwiML', async () => {
	stage.setVoice('<Say>Hello</Say>');

	await voices.placeCall(alice);
	await alice.hears('hangup');

	expect(heardOfCall()).toEqual(['ringing', 'answer', 'hangup']);
	expect(alice.heard.at(-1)?.payload).not.toHaveProperty('error');
});

it('hears of an application error', async () => {
	stage.setVoice('<Say>Hello</Say>');
	stage.answer('/voice', '<Response>');

	const { callSid } = await voices.placeCall(alice);

	expect(await alice.hears('hangup')).toEqual({
		callsid: callSid,
		error: { code: 31000, message: expect.stringContaining('application error has occurred') },
	});
	expect(heardOfCall()).toEqual(['ringing', 'answer', 'hangup']);
	expect(stage.statusOf(callSid)).toBe('completed');
	expect(stage.notices).toEqual([['error', 12100]]);
});

it('fails when the SDK offers no media', async () => {
	stage.setVoice('<Say>Hello</Say>');

	const { callSid } = await voices.placeCall(alice, 'garbage');
	await alice.hears('hangup');

	expect(stage.statusOf(callSid)).toBe('failed');
	expect(heardOfCall()).toEqual(['ringing', 'hangup']);
});

it('is answered once, also when somebody steered that', async () => {
	let answer = () => undefined as void;
	stage.setVoice('');
	stage.answer('/voice', (server) => {
		server.setHeader('content-type', 'text/xml');
		answer = () => void server.end(response('<Say>Hello</Say><Pause length="10000"/>'));
	});
	const { callSid } = await voices.placeCall(alice);
	await stage.asked('/voice');

	stage.emulator.phone.answer(callSid);
	answer();
	await alice.hears('answer');

	expect(stage.statusOf(callSid)).toBe('in-progress');
	expect(heardOfCall()).toEqual(['ringing', 'answer']);
});

it('takes messages while the server is still asked', async () => {
	stage.setVoice('');
	stage.answer('/voice', () => undefined);
	const { callSid } = await voices.placeCall(alice);

	alice.sendsMessage(callSid, { text: 'hi' });
	await alice.hears('ack');
	alice.says('hangup', { callsid: callSid });
	await alice.caughtUp();

	expect(stage.statusOf(callSid)).toBe('canceled');
	expect(stage.emulator.phone.saidBy(callSid)).toHaveLength(1);
});
