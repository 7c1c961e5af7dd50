import { startCallbackReceiver } from '../support/callbackReceiver';
import { parametersOf } from '../support/twilioVerdict';
import type { VoiceClient } from '../support/voiceClient';
import { VoiceStage } from '../support/voiceStage';

let stage: VoiceStage;

beforeEach(async () => {
	stage = await VoiceStage.open();
});

afterEach(() => stage.close());

/** What an SDK heard since it may be called. */
const heardOfCall = ({ heardTypes }: VoiceClient) =>
	heardTypes.filter((type) => !['connected', 'ready', 'offline'].includes(type));

it('comes with a description, a token to take it up again and the parameters of the call', async () => {
	const alice = await stage.register('alice');

	const { sid, from, to } = await stage.callPerson('alice', alice);

	expect(await alice.hears('invite')).toEqual({
		callsid: sid,
		sdp: expect.stringMatching(/^v=0\r\n[^]*m=audio [^]*a=candidate:.* 127\.0\.0\.1 /),
		reconnect: expect.stringMatching(/./),
		parameters: {
			AccountSid: stage.emulator.account.sid,
			ApiVersion: '2010-04-01',
			CallSid: sid,
			From: from,
			To: to,
		},
	});
	expect([from, to]).toEqual(['+15005550006', 'client:alice']);
});

it('rings at every device of the person and at no other', async () => {
	const devices = [await stage.register('alice'), await stage.register('alice')];
	const others = [await stage.register('bob'), await stage.register('ali'), await stage.connect()];

	await stage.callPerson('alice', ...devices, ...others);

	expect(devices.map(heardOfCall)).toEqual([['invite'], ['invite']]);
	expect(others.map(heardOfCall)).toEqual([[], [], []]);
});

it.each<[string, (client: VoiceClient) => Promise<void>]>([
	['never registered', async () => undefined],
	['registered for no audio', (client) => client.register({ audio: false })],
	[
		'unregistered',
		async (client) => {
			await client.register();
			await client.register({ audio: false });
		},
	],
	[
		'registered and left',
		async (client) => {
			await client.register();
			await client.leave();
		},
	],
])('does not ring at a device that %s', async (_name, prepare) => {
	const device = await stage.signIn('alice');
	await prepare(device);

	const { sid } = stage.startCallTo('alice');
	await stage.emulator.settled();
	if (!device.isClosed) await device.caughtUp();

	expect(heardOfCall(device)).toEqual([]);
	expect(stage.statusOf(sid)).toBe('ringing');
});

it('does not ring at a device that registers while it rings, nor twice at one that registers again', async () => {
	const first = await stage.register('alice');
	await stage.callPerson('alice', first);

	await first.register();
	const late = await stage.register('alice');
	await stage.caughtUp(first, late);

	expect([first, late].map(heardOfCall)).toEqual([['invite'], []]);
});

it('does not ring at a client whose name a phone number or another address resembles', async () => {
	const alice = await stage.register('alice');

	for (const to of ['alice', 'sip:alice', 'client:Alice', 'client:alice2']) {
		stage.startCallTo('alice', { to });
	}
	await stage.caughtUp(alice);

	expect(heardOfCall(alice)).toEqual([]);
});

it('is answered by one device, and stops ringing at the others', async () => {
	const [desk, mobile] = [await stage.register('alice'), await stage.register('alice')];
	const { sid } = await stage.callPerson('alice', desk, mobile);

	await stage.answer(mobile);

	expect(await desk.hears('cancel')).toEqual({ callsid: sid });
	expect(heardOfCall(mobile)).toEqual(['invite']);
	expect(stage.statusOf(sid)).toBe('in-progress');
});

it('belongs to the device that answered first', async () => {
	const [desk, mobile] = [await stage.register('alice'), await stage.register('alice')];
	const { sid } = await stage.callPerson('alice', desk, mobile);
	await stage.answer(mobile);

	await stage.answer(desk);
	desk.says('hangup', { callsid: sid });
	desk.says('reject', { callsid: sid });
	await stage.caughtUp(desk, mobile);

	expect(stage.statusOf(sid)).toBe('in-progress');
	expect([desk, mobile].map(heardOfCall)).toEqual([['invite', 'cancel'], ['invite']]);
});

it('reports its progress as a child leg', async () => {
	const receiver = await startCallbackReceiver();
	const alice = await stage.register('alice');
	const call = stage.startCallTo('alice', { statusCallback: receiver.baseUrl });

	await stage.answer(alice);
	alice.says('hangup', { callsid: call.sid });
	await stage.caughtUp(alice);
	await receiver.stop();

	const told = receiver.received.map(parametersOf);
	expect(told.map((one) => [one['CallStatus'], one['Direction'], one['ParentCallSid']])).toEqual(
		['initiated', 'ringing', 'in-progress', 'completed'].map((status) => [
			status,
			'outbound-dial',
			call.parentCallSid,
		]),
	);
});
