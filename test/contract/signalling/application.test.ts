import { freePort } from '../../../sandbox/listen';
import { startCallbackReceiver, type CallbackReceiver } from '../support/callbackReceiver';
import { HeldAnswers } from '../support/heldAnswers';
import { parametersOf } from '../support/twilioVerdict';
import { until } from '../support/until';
import { VoiceStage } from '../support/voiceStage';

let stage: VoiceStage;
let receiver: CallbackReceiver;
let held: HeldAnswers;

beforeEach(async () => {
	held = new HeldAnswers();
	receiver = await startCallbackReceiver(held.answer);
	stage = await VoiceStage.open();
});

afterEach(async () => {
	await stage.close();
	await receiver.stop();
});

/** The other side has not answered yet: the application is still being told that it rings. */
async function placeRingingCall() {
	held.hold('ringing');
	stage.emulator.setApplication({ statusCallback: receiver.baseUrl });
	const alice = await stage.signIn('alice');
	const { callSid } = await stage.placeCall(alice);
	await until(() => held.count === 1);
	await alice.caughtUp();
	return { alice, callSid };
}

it('is told that a call rings before that is answered', async () => {
	const { alice, callSid } = await placeRingingCall();
	const before = { status: stage.statusOf(callSid), heard: alice.heardTypes };

	held.release();
	await alice.hears('answer');

	expect(before).toEqual({ status: 'ringing', heard: ['connected', 'ringing'] });
	expect(stage.statusOf(callSid)).toBe('in-progress');
});

it('is told once that a call is answered, also when somebody steered that', async () => {
	const { alice, callSid } = await placeRingingCall();

	stage.emulator.phone.answer(callSid);
	held.release();
	await alice.hears('answer');
	await stage.emulator.settled();

	expect(receiver.received.map((one) => parametersOf(one)['CallStatus'])).toEqual([
		'initiated',
		'ringing',
		'in-progress',
	]);
});

it('keeps no call from being answered when it cannot be reached', async () => {
	const statusCallback = `http://127.0.0.1:${await freePort()}/`;
	stage.emulator.setApplication({ statusCallback });

	const { callSid } = await stage.openPlacedCall('alice');

	expect(stage.statusOf(callSid)).toBe('in-progress');
});

it.each([
	['of everything by POST', {}, 'POST', ['initiated', 'ringing', 'in-progress', 'completed']],
	['only of what it wants', { statusCallbackEvent: ['completed'] }, 'POST', ['completed']],
	[
		'the way it wants',
		{ statusCallbackMethod: 'GET', statusCallbackEvent: ['ringing', 'answered'] },
		'GET',
		['ringing', 'in-progress'],
	],
] as const)('is told %s', async (_name, wishes, method, statuses) => {
	stage.emulator.setApplication({ statusCallback: receiver.baseUrl, ...wishes });
	const { client, callSid } = await stage.openPlacedCall('alice');

	client.says('hangup', { callsid: callSid });
	await stage.caughtUp(client);

	const told = receiver.received.map((request) => ({ ...parametersOf(request), ...request }));
	expect(told).toEqual(
		statuses.map((CallStatus) =>
			expect.objectContaining({
				method,
				CallStatus,
				CallSid: callSid,
				From: 'client:alice',
				To: '',
				Direction: 'inbound',
				ApplicationSid: expect.stringMatching(/^AP/),
			}),
		),
	);
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

	await stage.openPlacedCall('alice');
	await stage.emulator.settled();
	expect(receiver.received).toHaveLength(3);
});
