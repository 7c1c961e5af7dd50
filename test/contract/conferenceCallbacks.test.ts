import type { Phone } from '../../sandbox/twilio/calls/phone';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { startCallbackReceiver, type CallbackReceiver } from './support/callbackReceiver';
import { steer } from './support/steer';
import { isAcceptedByTwilio, parametersOf } from './support/twilioVerdict';

const NOW = Date.UTC(2022, 11, 2, 22, 2, 45);

let receiver: CallbackReceiver;
let emulator: TwilioEmulator;
let phone: Phone;

beforeEach(async () => {
	receiver = await startCallbackReceiver();
	emulator = await startTwilioEmulator({ now: () => new Date(NOW) });
	({ phone } = emulator);
});

afterEach(async () => {
	await emulator.stop();
	await receiver.stop();
});

const talkingCall = () =>
	phone.startCall({ from: 'client:alice', to: '', status: 'in-progress' }).sid;

const join = (callSid: string, options: object = {}) =>
	steer(emulator, 'POST', `/calls/${callSid}/join`, { conference: 'Support', ...options });

async function told(): Promise<Record<string, string>[]> {
	await emulator.settled();
	return receiver.received.map(parametersOf);
}

const eventsTold = async () =>
	(await told()).map(({ StatusCallbackEvent, CallSid = '' }) => [StatusCallbackEvent, CallSid]);

it('tells who joined and who left, when it starts and when it ends, in order', async () => {
	const [alice, bob] = [talkingCall(), talkingCall()];
	await join(alice, { statusCallback: `${receiver.baseUrl}/status` });
	await join(bob);
	phone.end(alice);
	phone.leave(bob);

	expect(await eventsTold()).toEqual([
		['participant-join', alice],
		['participant-join', bob],
		['conference-start', ''],
		['participant-leave', alice],
		['participant-leave', bob],
		['conference-end', ''],
	]);
	const sequence = (await told()).map(({ SequenceNumber }) => SequenceNumber);
	expect(sequence).toEqual(['1', '2', '3', '4', '5', '6']);
	expect(new Set(emulator.deliveries.map(({ kind }) => kind))).toEqual(new Set(['conference']));
});

it('sends the documented fields, signed, and neither From nor To', async () => {
	const callSid = talkingCall();
	await join(callSid, {
		statusCallback: `${receiver.baseUrl}/conference?a=1`,
		label: 'agent',
		muted: true,
		endConferenceOnExit: true,
	});
	phone.end(callSid);

	const [joined, left, ended] = await told();

	const [{ sid, friendlyName } = { sid: '', friendlyName: '' }] = phone.conferences();
	const ofConference = {
		AccountSid: emulator.account.sid,
		ConferenceSid: sid,
		FriendlyName: friendlyName,
		Timestamp: 'Fri, 02 Dec 2022 22:02:45 +0000',
	};
	const ofParticipant = {
		CallSid: callSid,
		ParticipantLabel: 'agent',
		Muted: 'true',
		Hold: 'false',
		Coaching: 'false',
		StartConferenceOnEnter: 'true',
		EndConferenceOnExit: 'true',
	};
	expect(joined).toEqual({
		...ofConference,
		...ofParticipant,
		StatusCallbackEvent: 'participant-join',
		SequenceNumber: '1',
	});
	expect(left).toEqual({
		...ofConference,
		...ofParticipant,
		StatusCallbackEvent: 'participant-leave',
		SequenceNumber: '2',
		ParticipantCallStatus: 'completed',
		ReasonParticipantLeft: 'participant_hung_up',
	});
	expect(ended).toEqual({
		...ofConference,
		StatusCallbackEvent: 'conference-end',
		SequenceNumber: '3',
		CallSidEndingConference: callSid,
		ReasonConferenceEnded: 'participant-with-end-conference-on-exit-left',
	});
	const { authToken } = emulator.account;
	expect(receiver.received.every((one) => isAcceptedByTwilio(authToken, one))).toBe(true);
	expect(receiver.received.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST']);
});

it('comes as a signed GET when asked', async () => {
	await join(talkingCall(), {
		statusCallback: `${receiver.baseUrl}/status`,
		statusCallbackMethod: 'GET',
	});
	await emulator.settled();

	const [request] = receiver.received;
	expect(request?.method).toBe('GET');
	expect(request && isAcceptedByTwilio(emulator.account.authToken, request)).toBe(true);
});

it('lets only the first participant say where to', async () => {
	const [alice, bob] = [talkingCall(), talkingCall()];
	await join(alice, { statusCallback: `${receiver.baseUrl}/first` });
	await join(bob, { statusCallback: `${receiver.baseUrl}/second` });
	await emulator.settled();

	const paths = receiver.received.map(({ url }) => new URL(url).pathname);
	expect(paths).toEqual(['/first', '/first', '/first']);
});

it('tells nobody when the first participant named nobody', async () => {
	await join(talkingCall());
	await join(talkingCall(), { statusCallback: `${receiver.baseUrl}/status` });

	expect(await told()).toEqual([]);
});

it('tells only what was asked for, and counts only that', async () => {
	const [alice, bob] = [talkingCall(), talkingCall()];
	await join(alice, {
		statusCallback: `${receiver.baseUrl}/status`,
		statusCallbackEvent: ['leave', 'start'],
	});
	await join(bob);
	phone.leave(alice);

	const numbered = (await told()).map((one) => [one['StatusCallbackEvent'], one['SequenceNumber']]);
	expect(numbered).toEqual([
		['conference-start', '1'],
		['participant-leave', '2'],
	]);
});

it('starts when somebody comes who may start it', async () => {
	const statusCallbackEvent = ['start'];
	await join(talkingCall(), {
		statusCallback: `${receiver.baseUrl}/status`,
		statusCallbackEvent,
		startConferenceOnEnter: false,
	});
	await join(talkingCall(), { startConferenceOnEnter: false });
	const before = await eventsTold();
	await join(talkingCall());

	expect(before).toEqual([]);
	expect(await eventsTold()).toEqual([['conference-start', '']]);
});

it('ends for everybody when somebody leaves whose exit ends it', async () => {
	const [alice, bob] = [talkingCall(), talkingCall()];
	await join(alice, {
		statusCallback: `${receiver.baseUrl}/status`,
		statusCallbackEvent: ['leave', 'end'],
	});
	await join(bob, { endConferenceOnExit: true });
	phone.end(bob);

	expect(await eventsTold()).toEqual([
		['participant-leave', bob],
		['participant-leave', alice],
		['conference-end', ''],
	]);
	expect(phone.call(alice).status).toBe('in-progress');
});

it('tells of what becomes of somebody in it', async () => {
	const callSid = talkingCall();
	await join(callSid, {
		statusCallback: `${receiver.baseUrl}/status`,
		statusCallbackEvent: ['mute', 'hold', 'speaker'],
	});

	for (const change of [
		{ muted: true },
		{ muted: true },
		{ muted: false, hold: true },
		{ hold: false },
		{ speaking: true },
		{ speaking: false },
	]) {
		await steer(emulator, 'POST', `/calls/${callSid}/participant`, change);
	}

	expect(
		(await told()).map((one) => [one['StatusCallbackEvent'], one['Muted'], one['Hold']]),
	).toEqual([
		['participant-mute', 'true', 'false'],
		['participant-unmute', 'false', 'true'],
		['participant-hold', 'false', 'true'],
		['participant-unhold', 'false', 'false'],
		['participant-speech-start', 'false', 'false'],
		['participant-speech-stop', 'false', 'false'],
	]);
});

it.each([
	['a relative URL', { statusCallback: '/status' }, 400, 'statusCallback is no absolute'],
	['an unknown event', { statusCallbackEvent: ['completed'] }, 400, 'statusCallbackEvent'],
])('refuses %s', async (_name, options, status, error) => {
	expect(await join(talkingCall(), options)).toEqual({
		status,
		json: { error: expect.stringContaining(error) },
	});
	expect(phone.conferences()).toEqual([]);
});

it('refuses to mute somebody who is in no conference', async () => {
	const path = `/calls/${talkingCall()}/participant`;

	expect(await steer(emulator, 'POST', path, { muted: true })).toMatchObject({ status: 409 });
});
