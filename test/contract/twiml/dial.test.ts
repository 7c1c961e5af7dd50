import { isAcceptedByTwilio, parametersOf } from '../support/twilioVerdict';
import { response, TwimlStage } from '../support/twimlStage';
import { until } from '../support/until';

let stage: TwimlStage;

beforeEach(async () => {
	stage = await TwimlStage.open();
});

afterEach(() => stage.close());

const dial = (attributes: string, nouns: string) =>
	`<Dial action="/after" callerId="+15005550006" ${attributes}>${nouns}</Dial><Reject/>`;

const BOB = '<Client>bob</Client>';

const statusesAt = (path: string) =>
	stage.requestsTo(path).map((one) => parametersOf(one)['CallStatus']);

it.each([
	['Client', '<Client>bob</Client>', 'client:bob'],
	['Client with an Identity', '<Client><Identity>bob</Identity></Client>', 'client:bob'],
	['Number', '<Number>+1 (500) 555-0009</Number>', '+15005550009'],
	['Sip', '<Sip>sip:bob@a.example</Sip>', 'sip:bob@a.example'],
	['a number as its text', '+15005550009', '+15005550009'],
])('rings at %s, as a leg of its own', async (_name, nouns, to) => {
	stage.setVoice(dial('', nouns));
	const parentCallSid = await stage.place();

	const leg = await stage.dialled(to);

	expect(leg).toMatchObject({
		from: '+15005550006',
		direction: 'outbound-dial',
		parentCallSid,
		status: 'ringing',
	});
	expect(leg.sid).not.toBe(parentCallSid);
	expect(stage.notices).toEqual([]);
});

it('reports what is asked for of a leg, signed, and only its end unless asked', async () => {
	stage.setVoice(
		dial(
			'',
			`<Client statusCallback="/all" statusCallbackEvent="initiated ringing answered completed" statusCallbackMethod="GET">bob</Client>
			 <Number statusCallback="${stage.url('/end#rc=2')}">+15005550009</Number>`,
		),
	);
	const parentCallSid = await stage.place();
	const bob = await stage.dialled('client:bob');

	stage.emulator.phone.answer(bob.sid);
	await until(() => statusesAt('/end').length === 1);
	stage.emulator.phone.end(bob.sid);
	await stage.asked('/after');
	await stage.emulator.settled();

	expect(statusesAt('/all')).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
	expect(statusesAt('/end')).toEqual(['canceled']);
	expect(await stage.asked('/all')).toMatchObject({
		CallSid: bob.sid,
		ParentCallSid: parentCallSid,
		From: '+15005550006',
		To: 'client:bob',
		Direction: 'outbound-dial',
	});
	expect(stage.requestsTo('/all').map(({ method }) => method)).toEqual(Array(4).fill('GET'));
	const { authToken } = stage.emulator.account;
	expect(stage.server.received.every((one) => isAcceptedByTwilio(authToken, one))).toBe(true);
});

it('answers the caller at once, or with answerOnBridge when somebody answers', async () => {
	stage.setVoice(dial('', BOB));
	const answered = await stage.place();
	await stage.dialled('client:bob');
	await stage.becomes(answered, 'in-progress');
	stage.emulator.phone.end(answered);

	stage.setVoice(dial('answerOnBridge="true"', '<Client>carol</Client>'));
	const ringing = await stage.place();
	const carol = await stage.dialled('client:carol');
	await stage.emulator.settled();
	const before = stage.statusOf(ringing);
	stage.emulator.phone.answer(carol.sid);
	await stage.becomes(ringing, 'in-progress');

	expect(before).toBe('ringing');
});

it.each([
	['talked', 'completed', 'true', (sid: string) => talkAndEnd(sid)],
	['was busy', 'busy', 'false', (sid: string) => stage.emulator.phone.end(sid, 'busy')],
	['failed', 'failed', 'false', (sid: string) => stage.emulator.phone.end(sid, 'failed')],
	['was canceled', 'canceled', 'false', (sid: string) => stage.emulator.phone.end(sid, 'canceled')],
])(
	'tells the action URL that a leg %s, and does what it says',
	async (_name, status, bridged, act) => {
		stage.setVoice(dial('method="GET" answerOnBridge="true"', BOB));
		stage.answer('/after', response('<Redirect>/next</Redirect>'));
		const callSid = await stage.place({ customer: '1' });
		const { sid } = await stage.dialled('client:bob');

		await act(sid);

		const told = await stage.asked('/after');
		expect(told).toMatchObject({
			CallSid: callSid,
			DialCallStatus: status,
			DialCallSid: sid,
			DialBridged: bridged,
			...(bridged === 'true' && { DialCallDuration: '0' }),
		});
		expect(told).not.toHaveProperty('customer');
		expect(await stage.asked('/next')).toMatchObject({ CallSid: callSid });
		expect(stage.requestsTo('/after')).toMatchObject([{ method: 'GET' }]);
	},
);

async function talkAndEnd(sid: string): Promise<void> {
	stage.emulator.phone.answer(sid);
	await stage.emulator.settled();
	stage.emulator.phone.end(sid);
}

it('goes on with the verb behind when there is no action', async () => {
	stage.setVoice(`<Dial>${BOB}</Dial><Redirect>/behind</Redirect>`);
	await stage.place();
	const { sid, from } = await stage.dialled('client:bob');

	stage.emulator.phone.end(sid, 'busy');

	expect(await stage.asked('/behind')).not.toHaveProperty('DialCallStatus');
	expect(from).toBe('client:alice');
});

it('gives up after its timeout', async () => {
	stage.setVoice(dial('timeout="2"', BOB));
	await stage.place();
	const { sid } = await stage.dialled('client:bob');

	expect(await stage.asked('/after')).toMatchObject({ DialCallStatus: 'no-answer' });
	expect(stage.statusOf(sid)).toBe('no-answer');
});

it('ends the talk after its time limit', async () => {
	stage.setVoice(dial('timeLimit="2"', BOB));
	const callSid = await stage.place();
	const { sid } = await stage.dialled('client:bob');
	stage.emulator.phone.answer(sid);

	expect(await stage.asked('/after')).toMatchObject({ DialCallStatus: 'completed' });
	expect(stage.statusOf(sid)).toBe('completed');
	await stage.becomes(callSid, 'completed');
});

it('connects who answers first, and no longer rings at the others', async () => {
	stage.setVoice(dial('', `${BOB}<Client>carol</Client>`));
	const callSid = await stage.place();
	const bob = await stage.dialled('client:bob');
	const carol = await stage.dialled('client:carol');

	stage.emulator.phone.answer(carol.sid);
	await stage.becomes(bob.sid, 'canceled');
	stage.emulator.phone.end(carol.sid);

	expect(await stage.asked('/after')).toMatchObject({ DialCallSid: carol.sid, CallSid: callSid });
});

it('ends every leg when the caller hangs up, and still tells the action URL', async () => {
	stage.setVoice(dial('', BOB));
	const callSid = await stage.place();
	const { sid } = await stage.dialled('client:bob');

	stage.emulator.phone.end(callSid);

	expect(stage.statusOf(sid)).toBe('canceled');
	expect(await stage.asked('/after')).toMatchObject({
		CallStatus: 'completed',
		DialCallStatus: 'canceled',
	});
});

it.each([
	['a number without a caller ID', '<Dial action="/after">+15005550009</Dial>', 13214],
	['a number that is none', dial('', '<Number>bob</Number>'), 13224],
])('cannot dial %s', async (_name, verbs, code) => {
	stage.setVoice(verbs);
	await stage.place();

	const told = await stage.asked('/after');

	expect(told).toMatchObject({ DialCallStatus: 'failed', DialBridged: 'false' });
	expect(told).not.toHaveProperty('DialCallSid');
	expect(stage.notices[0]).toEqual(['error', code]);
});

describe('Conference', () => {
	const conference = (attributes = '') =>
		`<Dial action="/after"><Conference statusCallback="/conference" statusCallbackEvent="start end join leave" participantLabel="agent" ${attributes}>Support</Conference></Dial>`;

	const eventsTold = () =>
		stage.requestsTo('/conference').map((one) => parametersOf(one)['StatusCallbackEvent']);

	it('takes the call in, and reports what was asked for', async () => {
		stage.setVoice(conference('muted="true"'));
		stage.answer('/after', response('<Hangup/>'));
		const callSid = await stage.place();
		await until(() => eventsTold().length === 1);
		const other = stage.emulator.phone.startCall({ from: 'x', to: 'y', status: 'in-progress' });

		stage.emulator.phone.join(other.sid, 'Support');
		stage.emulator.phone.leave(callSid);
		await stage.becomes(callSid, 'completed');
		stage.emulator.phone.end(other.sid);
		await stage.emulator.settled();

		expect(eventsTold()).toEqual([
			'participant-join',
			'participant-join',
			'conference-start',
			'participant-leave',
			'participant-leave',
			'conference-end',
		]);
		const [first] = stage.requestsTo('/conference');
		expect(first && parametersOf(first)).toMatchObject({
			CallSid: callSid,
			FriendlyName: 'Support',
			ParticipantLabel: 'agent',
			Muted: 'true',
		});
		const after = await stage.asked('/after');
		expect(after).toMatchObject({ DialCallStatus: 'answered' });
		expect(after).not.toHaveProperty('DialCallSid');
	});

	it('reports nothing unless it is asked', async () => {
		stage.setVoice('<Dial><Conference statusCallback="/conference">Support</Conference></Dial>');
		const callSid = await stage.place();
		await until(() => stage.emulator.phone.conferences().length === 1);
		stage.emulator.phone.end(callSid);
		await stage.emulator.settled();

		expect(stage.requestsTo('/conference')).toEqual([]);
	});

	it('is over for everybody when somebody leaves whose exit ends it', async () => {
		stage.setVoice(conference());
		const alice = await stage.place();
		await until(() => stage.emulator.phone.conferences().length === 1);
		const other = stage.emulator.phone.startCall({ from: 'x', to: 'y', status: 'in-progress' });
		stage.emulator.phone.join(other.sid, 'Support', { endConferenceOnExit: true });

		stage.emulator.phone.end(other.sid);

		expect(await stage.asked('/after')).toMatchObject({
			CallSid: alice,
			CallStatus: 'in-progress',
		});
	});
});
