import { freePort } from '../../../sandbox/listen';
import { startCallbackReceiver, type CallbackReceiver } from '../support/callbackReceiver';
import { readCallbackFixture } from '../support/callbackFixture';
import { steer } from '../support/steer';
import { parametersOf } from '../support/twilioVerdict';
import { VoiceStage } from '../support/voiceStage';

let stage: VoiceStage;
let receiver: CallbackReceiver;

beforeEach(async () => {
	receiver = await startCallbackReceiver();
	stage = await VoiceStage.open();
});

afterEach(async () => {
	await stage.close();
	await receiver.stop();
});

const END = readCallbackFixture('status-parent-sdk-outgoing-completed').parsed.fields;

it.each(['POST', 'GET'] as const)(
	'is told of the end of a call, and of nothing else, by %s',
	async (statusCallbackMethod) => {
		stage.emulator.setApplication({ statusCallback: receiver.baseUrl, statusCallbackMethod });
		const { client, callSid } = await stage.openPlacedCall('alice');

		client.says('hangup', { callsid: callSid });
		await stage.caughtUp(client);

		const [end, ...others] = receiver.received;
		if (!end) throw new Error('Nobody was told');
		expect(others).toEqual([]);
		expect(end.method).toBe(statusCallbackMethod);
		expect(Object.keys(parametersOf(end)).sort()).toEqual(Object.keys(END).sort());
		expect(parametersOf(end)).toMatchObject({
			CallStatus: 'completed',
			CallSid: callSid,
			From: 'client:alice',
			To: '',
			Direction: 'inbound',
			SequenceNumber: '0',
			ApplicationSid: expect.stringMatching(/^AP/),
		});
	},
);

it('has no events to choose', async () => {
	const body = { statusCallback: receiver.baseUrl, statusCallbackEvent: ['ringing'] };

	expect(await steer(stage.emulator, 'PUT', '/application', body)).toEqual({
		status: 400,
		json: { error: expect.stringContaining('statusCallbackEvent') },
	});
});

it('is told no more of a call that steering places, unless steering says so', async () => {
	const call = { from: 'client:alice', to: '', statusCallback: receiver.baseUrl };
	const { sid } = stage.emulator.phone.startCall(call);
	stage.emulator.phone.startCall({ ...call, statusCallbackEvent: ['ringing'] });
	stage.emulator.phone.end(sid);
	await stage.emulator.settled();

	const told = receiver.received.map((one) => parametersOf(one)['CallStatus']);
	expect(told.sort()).toEqual(['completed', 'ringing']);
});

it('keeps no call from ending when it cannot be reached', async () => {
	const statusCallback = `http://127.0.0.1:${await freePort()}/`;
	stage.emulator.setApplication({ statusCallback });

	const { callSid } = await stage.openPlacedCall('alice');
	stage.emulator.phone.end(callSid);
	await stage.emulator.settled();

	expect(stage.statusOf(callSid)).toBe('completed');
});

it('is told nothing of calls that were placed with another one', async () => {
	const { callSid } = await stage.openPlacedCall('alice');

	stage.emulator.setApplication({ statusCallback: receiver.baseUrl });
	stage.emulator.phone.end(callSid);
	await stage.emulator.settled();

	expect(receiver.received).toEqual([]);
});

it('is refused when nobody could be told', async () => {
	stage.emulator.setApplication({ statusCallback: receiver.baseUrl });

	expect(() => stage.emulator.setApplication({ statusCallback: '/status' })).toThrow(
		'statusCallback is no absolute http(s) URL',
	);

	const { callSid } = await stage.openPlacedCall('alice');
	stage.emulator.phone.end(callSid);
	await stage.emulator.settled();
	expect(receiver.received).toHaveLength(1);
});
