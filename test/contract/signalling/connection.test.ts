import { fakeOnly } from '../support/fakeOnly';
import { until } from '../support/until';
import { VoiceStage } from '../support/voiceStage';

const CALL_SID = `CA${'0'.repeat(32)}`;
const MALFORMED = { error: { code: 31100, message: 'Malformed request' } };

let stage: VoiceStage;

beforeEach(async () => {
	stage = await VoiceStage.open();
});

afterEach(async () => {
	jest.useRealTimers();
	await stage.close();
});

it('answers a registration with ready, and its end with offline', async () => {
	const client = await stage.signIn('alice');

	await client.register();
	await client.register();
	await client.register({ audio: false });

	expect(client.heardTypes).toEqual(['connected', 'ready', 'ready', 'offline']);
});

const message = {
	callsid: CALL_SID,
	content: 1,
	contenttype: 'application/json',
	messagetype: 'user-defined-message',
	voiceeventsid: `KX${'0'.repeat(32)}`,
};

const frame = (type: string, payload: unknown) => JSON.stringify({ type, payload });

it.each([
	['no JSON', 'listen'],
	['a JSON text', '"listen"'],
	['a list', '[]'],
	['an unknown type', frame('roster', {})],
	['no payload', '{"type":"register"}'],
	['a token that is no text', frame('listen', { token: 1 })],
	['an invite without a description', frame('invite', { callsid: 'TJS1', twilio: {} })],
	['a hang-up of no call', frame('hangup', {})],
	['a message without a Sid', frame('message', { ...message, voiceeventsid: undefined })],
	['a message without a call', frame('message', { ...message, callsid: undefined })],
	['a message whose call is none', frame('message', { ...message, callsid: 1 })],
])('calls %s malformed and goes on', async (_name, text) => {
	const client = await stage.signIn('alice');

	client.saysText(text);

	expect(await client.hears('error')).toEqual(MALFORMED);
	await client.register();
});

it.each([
	['the Sid of a REST resource', { voiceeventsid: CALL_SID }],
	['a Sid that is too short', { voiceeventsid: 'KX0' }],
	['no type of message', { messagetype: undefined }],
	['a type of content that is no text', { contenttype: null }],
])('tells of which message with %s it is that is malformed', async (_name, different) => {
	const client = await stage.signIn('alice');
	const { callsid, voiceeventsid, ...others } = { ...message, ...different };

	client.says('message', { callsid, voiceeventsid, ...others });

	expect(await client.hears('error')).toEqual({ ...MALFORMED, callsid, voiceeventsid });
	expect(client.heardTypes).toEqual(['connected', 'error']);
});

it.each([
	['a heartbeat', '\n'],
	['digits', frame('dtmf', { callsid: CALL_SID, dtmf: '1' })],
	['a hang-up of a call that never was', frame('hangup', { callsid: CALL_SID })],
])('answers %s with nothing', async (_name, text) => {
	const client = await stage.signIn('alice');

	client.saysText(text);
	await client.caughtUp();

	expect(client.heardTypes).toEqual(['connected']);
});

it('shows a sign of life before the 15 s are over after which SDKs give up', async () => {
	fakeOnly('setInterval', 'clearInterval');
	const client = await stage.connect();
	await client.caughtUp();

	jest.advanceTimersByTime(14_999);
	await client.caughtUp();

	expect(client.heartbeats).toBeGreaterThan(0);
	expect(client.heard).toEqual([]);
});

it('gives up whoever breaks the rules of WebSockets, and nobody else', async () => {
	const [alice, bob] = [await stage.signIn('alice'), await stage.signIn('bob')];

	alice.saysNonsense();

	await until(() => alice.isClosed);
	await bob.register();
});
