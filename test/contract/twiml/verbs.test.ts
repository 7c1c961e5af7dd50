import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { isAcceptedByTwilio, parametersOf } from '../support/twilioVerdict';
import { steer } from '../support/steer';
import { response, TwimlStage } from '../support/twimlStage';
import { until } from '../support/until';

let stage: TwimlStage;

beforeEach(async () => {
	stage = await TwimlStage.open();
});

afterEach(() => stage.close());

const FOREVER = '<Pause length="10000"/>';

async function statusesOf(verbs: string): Promise<string[]> {
	const statuses: string[] = [];
	await stage.close();
	stage = await TwimlStage.open({
		onEvent: (event) => event.type === 'callStatus' && statuses.push(event.status),
	});
	stage.setVoice(verbs);
	const callSid = await stage.place();
	await until(() => stage.emulator.phone.call(callSid).endedAt !== null);
	return statuses;
}

it.each([
	['says something', '<Say>Hello</Say>', ['in-progress', 'completed']],
	[
		'plays something twice',
		'<Play loop="2">https://a.example/b.mp3</Play>',
		['in-progress', 'completed'],
	],
	['waits, then hangs up', '<Pause/><Hangup/><Say>Never</Say>', ['in-progress', 'completed']],
	['hangs up', '<Hangup/>', ['in-progress', 'completed']],
	['says nothing at all', '', ['in-progress', 'completed']],
	['rejects', '<Reject/>', ['no-answer']],
	['is busy', '<Reject reason="busy"/>', ['busy']],
	['rejects too late', '<Say>Hi</Say><Reject/><Say>Never</Say>', ['in-progress', 'completed']],
])('%s', async (_name, verbs, statuses) => {
	expect(await statusesOf(verbs)).toEqual(['queued', 'ringing', ...statuses]);
	expect(stage.notices).toEqual([]);
});

it('ends when the caller hangs up while something is said', async () => {
	stage.setVoice(`<Say loop="0">Hello</Say>${FOREVER}`);
	const callSid = await stage.place();
	await stage.becomes(callSid, 'in-progress');

	stage.emulator.phone.end(callSid);
	await stage.emulator.settled();

	expect(stage.statusOf(callSid)).toBe('completed');
});

describe('Redirect', () => {
	it('asks the next URL, signed for that, without what the app gave', async () => {
		stage.setVoice(`<Redirect method="GET">${stage.url('/next?a=1&amp;b=2')}</Redirect>${FOREVER}`);
		stage.answer('/next', response('<Redirect>third?c=3#rc=2</Redirect>'));
		stage.answer('/third', response('<Hangup/>'));

		const callSid = await stage.place({ customer: '1', To: 'x' });
		await stage.becomes(callSid, 'completed');

		const [, second, third] = stage.server.received;
		expect([second, third].map((one) => one && [one.method, one.url])).toEqual([
			['GET', expect.stringContaining(stage.url('/next?a=1&b=2&'))],
			['POST', stage.url('/third?c=3')],
		]);
		const standard = {
			AccountSid: stage.emulator.account.sid,
			ApiVersion: '2010-04-01',
			ApplicationSid: expect.any(String),
			CallSid: callSid,
			CallStatus: 'ringing',
			Called: '',
			Caller: 'client:alice',
			Direction: 'inbound',
			From: 'client:alice',
			To: '',
		};
		expect(second && parametersOf(second)).toEqual({ ...standard, a: '1', b: '2' });
		expect(third && parametersOf(third)).toEqual(standard);
		const { authToken } = stage.emulator.account;
		expect(stage.server.received.every((one) => isAcceptedByTwilio(authToken, one))).toBe(true);
	});

	it('says what has become of the call', async () => {
		stage.setVoice('<Say>Hi</Say><Redirect>/next</Redirect>');
		stage.answer('/next', response('<Hangup/>'));

		await stage.place();

		expect(await stage.asked('/next')).toMatchObject({ CallStatus: 'in-progress' });
	});

	it('leads nobody in circles for ever', async () => {
		stage.setVoice('<Redirect/>');

		const callSid = await stage.place();
		await stage.becomes(callSid, 'completed');

		expect(stage.requestsTo('/voice')).toHaveLength(100);
	});
});

describe('Enqueue', () => {
	it('asks what to play meanwhile, and tells how long it was', async () => {
		stage.setVoice(
			'<Enqueue action="/after" waitUrl="/wait" waitUrlMethod="GET">support</Enqueue>',
		);
		stage.answer('/wait', response(FOREVER));
		stage.answer('/after', response('<Hangup/>'));
		const callSid = await stage.place();

		expect(await stage.asked('/wait')).toMatchObject({
			CallSid: callSid,
			QueueSid: expect.stringMatching(/^QU[0-9a-f]{32}$/),
			QueuePosition: '1',
			CurrentQueueSize: '1',
			QueueTime: '0',
			AvgQueueTime: '0',
		});
		await stage.emulator.settled();
		expect(await steer(stage.emulator, 'POST', `/calls/${callSid}/dequeue`)).toMatchObject({
			status: 200,
		});
		expect(await stage.asked('/after')).toMatchObject({
			QueueResult: 'leave',
			QueueSid: expect.stringMatching(/^QU/),
			QueueTime: '0',
			CallStatus: 'in-progress',
		});
		expect(await steer(stage.emulator, 'POST', `/calls/${callSid}/dequeue`)).toMatchObject({
			status: 409,
		});
	});

	it('tells that the caller hung up', async () => {
		stage.setVoice('<Enqueue action="/after">support</Enqueue>');
		const callSid = await stage.place();
		await stage.becomes(callSid, 'in-progress');
		await stage.emulator.settled();

		stage.emulator.phone.end(callSid);

		expect(await stage.asked('/after')).toMatchObject({
			QueueResult: 'hangup',
			CallStatus: 'completed',
		});
	});
});

describe('Stream', () => {
	const noun = (attributes = '') =>
		`<Stream url="wss://a.example/s" name="scribe" statusCallback="/stream" ${attributes}/>`;
	const eventsTold = () =>
		stage.requestsTo('/stream').map((one) => parametersOf(one)['StreamEvent']);

	it('goes on beside the call after Start, until Stop', async () => {
		stage.setVoice(
			`<Start>${noun()}</Start><Say>Hi</Say><Stop><Stream name="scribe"/></Stop>${FOREVER}`,
		);
		const callSid = await stage.place();

		await until(() => eventsTold().length === 2);

		expect(eventsTold()).toEqual(['stream-started', 'stream-stopped']);
		expect(await stage.asked('/stream')).toMatchObject({ CallSid: callSid, StreamName: 'scribe' });
		expect(stage.statusOf(callSid)).toBe('in-progress');
	});

	it('is all that happens after Connect, until it ends', async () => {
		stage.setVoice(`<Connect action="/after">${noun('statusCallbackMethod="GET"')}</Connect>`);
		stage.answer('/after', response('<Hangup/>'));
		const callSid = await stage.place();
		await stage.asked('/stream');
		const before = stage.requestsTo('/after').length;

		stage.emulator.phone.stopStream(callSid, 'scribe');
		await stage.becomes(callSid, 'completed');

		expect(before).toBe(0);
		expect(stage.requestsTo('/after')).toHaveLength(1);
		expect(stage.requestsTo('/stream').map(({ method }) => method)).toEqual(['GET', 'GET']);
	});

	it('of a name that is taken is a warning', async () => {
		stage.setVoice(`<Start>${noun()}</Start><Start>${noun()}</Start>`);

		await stage.becomes(await stage.place(), 'completed');

		expect(stage.notices).toEqual([['warning', null]]);
	});
});

it.each([
	['a verb that is not played', '<Gather action="/x"><Say>1?</Say></Gather>', null],
	['a noun that is not played', '<Connect><ConversationRelay url="wss://a"/></Connect>', null],
	['a noun that is not dialled', '<Dial><Queue>support</Queue></Dial>', null],
	['what is said to who is dialled', '<Dial timeout="1"><Client url="/x">b</Client></Dial>', null],
	['a verb nobody knows', '<say>Hi</say>', 12200],
	['a method nobody knows', '<Redirect method="PUT">/next</Redirect>', 12200],
	['an address nobody can be asked at', '<Redirect>ftp://a.example/</Redirect>', 12200],
	['a length that is none', '<Pause length="long"/>', 12200],
	[
		'an event nobody knows',
		'<Dial timeout="1"><Client statusCallback="/s" statusCallbackEvent="ended">b</Client></Dial>',
		12200,
	],
])('skips %s with a warning, and goes on', async (_name, verbs, code) => {
	stage.setVoice(`${verbs}<Redirect>/next</Redirect>`);
	stage.answer('/next', response('<Reject/>'));

	await stage.place();
	await stage.asked('/next');

	expect(stage.notices).toEqual([['warning', code]]);
	expect(await steer(stage.emulator, 'GET', '/notifications')).toMatchObject({
		json: { notifications: [{ log: 'warning', errorCode: code, url: stage.url('/voice') }] },
	});
});

it('leaves nothing open after the emulator stopped in the middle of TwiML', async () => {
	const script = join(__dirname, '../support/stopDuringTwiml.ts');

	const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], {
		timeout: 60_000,
	});

	expect(stdout).toBe('calls: 9, left open: nothing\n');
}, 60_000);
