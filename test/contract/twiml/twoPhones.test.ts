import { TwimlStage } from '../support/twimlStage';
import { until } from '../support/until';
import type { VoiceClient } from '../support/voiceClient';
import { SAMPLES, VoiceMedia } from '../support/voiceMedia';
import { VoiceStage } from '../support/voiceStage';

const OF_ALICE = Buffer.alloc(SAMPLES, 'alice');
const OF_BOB = Buffer.alloc(SAMPLES, 'bob');

let stage: TwimlStage;
let voices: VoiceStage;
let alice: VoiceClient;
let bob: VoiceClient;
let mediaOfAlice: VoiceMedia;
let mediaOfBob: VoiceMedia;

beforeEach(async () => {
	stage = await TwimlStage.open({ twimlSecondMs: 1000 });
	voices = VoiceStage.on(stage.emulator);
	alice = await voices.signIn('alice');
	bob = await voices.register('bob');
	mediaOfAlice = new VoiceMedia();
	mediaOfBob = new VoiceMedia();
});

afterEach(async () => {
	await Promise.all([mediaOfAlice.close(), mediaOfBob.close()]);
	await voices.close();
	await stage.close();
});

/** Alice's app places a call, and its TwiML dials Bob's, which answers. */
async function connect(attributes = '') {
	stage.setVoice(
		`<Dial ${attributes}><Client><Identity>bob</Identity><Parameter name="customer" value="Grace &amp; co"/></Client></Dial>`,
	);
	const { callSid } = await voices.placeCall(alice, await mediaOfAlice.offer());
	const invite = await bob.hears('invite');
	const sdp = await mediaOfBob.answer(String(invite['sdp']));
	bob.says('answer', { callsid: invite['callsid'], sdp });
	const answer = await alice.hears('answer');
	await mediaOfAlice.accept(String(answer['sdp']));
	return { callSid, childSid: String(invite['callsid']), invite };
}

const heardBy = ({ heard }: VoiceMedia, sound: Buffer) =>
	heard.filter((one) => one.equals(sound)).length;

/** Both speak until both have heard each other. */
async function talk(): Promise<void> {
	await until(() => {
		mediaOfAlice.say(OF_ALICE);
		mediaOfBob.say(OF_BOB);
		return heardBy(mediaOfAlice, OF_BOB) >= 50 && heardBy(mediaOfBob, OF_ALICE) >= 50;
	});
}

it.each(['', 'answerOnBridge="true"'])('hear each other (%s)', async (attributes) => {
	const { callSid, childSid } = await connect(attributes);

	await talk();

	expect(childSid).not.toBe(callSid);
	expect([callSid, childSid].map((sid) => stage.statusOf(sid))).toEqual([
		'in-progress',
		'in-progress',
	]);
	expect(stage.emulator.phone.call(childSid)).toMatchObject({
		parentCallSid: callSid,
		direction: 'outbound-dial',
		from: 'client:alice',
		to: 'client:bob',
	});
});

it('hear each other only, and nobody herself, once they talk', async () => {
	await connect();
	await talk();
	const before = [mediaOfAlice.heard.length, mediaOfBob.heard.length];

	await talk();

	expect(mediaOfAlice.heard.slice(before[0]).every((one) => one.equals(OF_BOB))).toBe(true);
	expect(mediaOfBob.heard.slice(before[1]).every((one) => one.equals(OF_ALICE))).toBe(true);
});

it('the one who is called knows who calls, and the parameters of TwiML', async () => {
	const { invite, childSid } = await connect();
	await talk();

	expect(invite['parameters']).toEqual({
		AccountSid: stage.emulator.account.sid,
		ApiVersion: '2010-04-01',
		CallSid: childSid,
		From: 'client:alice',
		To: 'client:bob',
		Params: 'customer=Grace+%26+co',
	});
});

it('are parted when one of them hangs up, and the call goes on with TwiML', async () => {
	const { callSid, childSid } = await connect('action="/after"');
	stage.answer('/after', '<Response><Pause length="1000"/></Response>');
	await talk();

	bob.says('hangup', { callsid: childSid });
	await stage.asked('/after');

	expect(stage.statusOf(childSid)).toBe('completed');
	expect(stage.statusOf(callSid)).toBe('in-progress');
});

it('are both hung up when the caller hangs up', async () => {
	const { callSid, childSid } = await connect();
	await talk();

	alice.says('hangup', { callsid: callSid });

	expect(await bob.hears('hangup')).toEqual({ callsid: childSid });
	expect([callSid, childSid].map((sid) => stage.statusOf(sid))).toEqual(['completed', 'completed']);
});

it('are connected when the other side answers, not while it rings', async () => {
	stage.setVoice('<Dial><Client>bob</Client></Dial>');
	await voices.placeCall(alice, await mediaOfAlice.offer());
	const { sdp } = await alice.hears('answer');
	await mediaOfAlice.accept(String(sdp));
	const { callsid } = await bob.hears('invite');

	bob.says('reject', { callsid });
	await alice.hears('hangup');

	expect(stage.emulator.phone.call(String(callsid)).status).toBe('busy');
	expect(mediaOfAlice.heard).toEqual([]);
});

it('hear nothing, not even themselves, as long as TwiML connects them to nobody', async () => {
	stage.setVoice('<Pause length="1000"/>');
	stage.answer('/voice', '<Response><Say>Hello</Say><Pause length="1000"/></Response>');
	const { callSid } = await voices.placeCall(alice, await mediaOfAlice.offer());
	const { sdp } = await alice.hears('answer');
	await mediaOfAlice.accept(String(sdp));
	const before = Date.now();

	await until(() => {
		mediaOfAlice.say(OF_ALICE);
		return Date.now() - before > 1500;
	});

	expect(stage.statusOf(callSid)).toBe('in-progress');
	expect(mediaOfAlice.heard).toEqual([]);
});

it('exchange messages with the server on their own legs', async () => {
	const { callSid, childSid } = await connect();
	await talk();

	await voices.sendMessage(callSid, { to: 'alice' });
	await voices.sendMessage(childSid, { to: 'bob' });

	expect(await alice.hears('message')).toMatchObject({ content: { to: 'alice' } });
	expect(await bob.hears('message')).toMatchObject({ content: { to: 'bob' } });
	expect(bob.heardTypes.filter((type) => type === 'message')).toHaveLength(1);
});
