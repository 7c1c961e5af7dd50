import type { EmulatorEvent } from '../../sandbox/twilio/events';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';

let emulator: TwilioEmulator;
let events: EmulatorEvent[];

beforeEach(async () => {
	events = [];
	emulator = await startTwilioEmulator({ onEvent: (event) => events.push(event) });
});

afterEach(() => emulator.stop());

async function steer(method: string, path: string, body?: object) {
	const response = await fetch(`${emulator.baseUrl}/_sandbox${path}`, {
		method,
		...(body && {
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		}),
	});
	const json: unknown = await response.json();
	return { status: response.status, json };
}

const startCall = (status: 'ringing' | 'in-progress') =>
	emulator.phone.startCall({ from: 'client:a', to: '', status }).sid;

const talkingCall = () => startCall('in-progress');

const joinedCall = () => emulator.phone.join(talkingCall(), 'support').callSid;

const conferenceEvents = () =>
	events.flatMap((event) =>
		event.type === 'conferenceJoined' || event.type === 'conferenceLeft'
			? [{ type: event.type, callSid: event.callSid, status: event.conference.status }]
			: [],
	);

it('takes legs into a conference and out of it', async () => {
	const [alice, bob] = [talkingCall(), talkingCall()];

	const first = await steer('POST', `/calls/${alice}/join`, { conference: 'support' });
	const second = await steer('POST', `/calls/${bob}/join`, { conference: 'support', label: 'bob' });
	const during = await steer('GET', '/conferences');
	const left = await steer('POST', `/calls/${alice}/leave`);
	emulator.phone.end(bob);
	const after = await steer('GET', '/conferences');

	expect(first).toMatchObject({
		status: 201,
		json: { callSid: alice, label: null, muted: false, hold: false, status: 'connected' },
	});
	expect(second).toMatchObject({ status: 201, json: { callSid: bob, label: 'bob' } });
	expect(during).toMatchObject({
		status: 200,
		json: {
			conferences: [
				{
					friendlyName: 'support',
					status: 'in-progress',
					participants: [{ callSid: bob }, { callSid: alice }],
				},
			],
		},
	});
	expect(left).toMatchObject({ status: 200, json: { callSid: alice, status: 'complete' } });
	expect(after).toMatchObject({
		json: { conferences: [{ status: 'completed', endedByCallSid: bob, participants: [] }] },
	});
	expect(conferenceEvents()).toEqual([
		{ type: 'conferenceJoined', callSid: alice, status: 'init' },
		{ type: 'conferenceJoined', callSid: bob, status: 'in-progress' },
		{ type: 'conferenceLeft', callSid: alice, status: 'in-progress' },
		{ type: 'conferenceLeft', callSid: bob, status: 'completed' },
	]);
});

it('ends the stay of a leg with the call that dialled it', () => {
	const parentCallSid = talkingCall();
	const child = emulator.phone.startCall({
		from: 'a',
		to: 'client:b',
		parentCallSid,
		status: 'in-progress',
	}).sid;
	emulator.phone.join(child, 'support');

	emulator.phone.end(parentCallSid);

	expect(emulator.phone.conferences()).toMatchObject([{ status: 'completed', participants: [] }]);
});

it('lists conferences newest first', () => {
	emulator.phone.join(talkingCall(), 'one');
	emulator.phone.join(talkingCall(), 'two');

	expect(emulator.phone.conferences()).toMatchObject([
		{ friendlyName: 'two' },
		{ friendlyName: 'one' },
	]);
});

const UNKNOWN = `CA${'0'.repeat(32)}`;
const SUPPORT = { conference: 'support' };
const endedCall = () => emulator.phone.end(talkingCall()).sid;

type Refusal = [string, number, RegExp, () => string, 'join' | 'leave', object?];

const REFUSALS: readonly Refusal[] = [
	['an unknown call that joins', 404, /There is no call CA0+/, () => UNKNOWN, 'join', SUPPORT],
	['an unknown call that leaves', 404, /There is no call CA0+/, () => UNKNOWN, 'leave'],
	['a ringing call', 409, /ringing: it cannot join/, () => startCall('ringing'), 'join', SUPPORT],
	['an ended call', 409, /completed: it cannot join/, endedCall, 'join', SUPPORT],
	['a call that is in one', 409, /in conference CF\w+ already/, joinedCall, 'join', SUPPORT],
	['leaving none', 409, /in no conference/, talkingCall, 'leave'],
	['a conference without a name', 400, /needs a name/, talkingCall, 'join', { conference: '' }],
	['no conference', 400, /conference: Required/, talkingCall, 'join', {}],
	['no body', 400, /Send a JSON body/, talkingCall, 'join'],
	['an unknown field', 400, /'tag'/, talkingCall, 'join', { ...SUPPORT, tag: 'b' }],
	[
		'coaching somebody who is not there',
		409,
		/is not in conference support/,
		talkingCall,
		'join',
		{ ...SUPPORT, callSidToCoach: UNKNOWN },
	],
];

const refusals = REFUSALS.map(([name, status, error, callSid, verb, body]) => ({
	name,
	status,
	error,
	callSid,
	verb,
	body,
}));

it.each(refusals)('refuses $name with $status', async ({ status, error, callSid, verb, body }) => {
	const path = `/calls/${callSid()}/${verb}`;
	const before = emulator.phone.conferences();

	const answer = await steer('POST', path, body);

	expect(answer).toEqual({ status, json: { error: expect.stringMatching(error) } });
	expect(emulator.phone.conferences()).toEqual(before);
});

it('lets nobody coach somebody in another conference', () => {
	const callSidToCoach = joinedCall();

	expect(() => emulator.phone.join(talkingCall(), 'elsewhere', { callSidToCoach })).toThrow(
		`Call ${callSidToCoach} is not in conference elsewhere`,
	);
	expect(emulator.phone.conferences()).toHaveLength(1);
});
