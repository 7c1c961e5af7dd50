import { headerOf, isAcceptedByTwilio, parametersOf } from '../support/twilioVerdict';
import { response, TwimlStage, type TwimlAnswer } from '../support/twimlStage';
import { freePort } from '../../../sandbox/listen';
import { steer } from '../support/steer';

let stage: TwimlStage;

beforeEach(async () => {
	stage = await TwimlStage.open();
});

afterEach(() => stage.close());

const standardParameters = (callSid: string, CallStatus = 'ringing') => ({
	AccountSid: stage.emulator.account.sid,
	ApiVersion: '2010-04-01',
	ApplicationSid: expect.stringMatching(/^AP[0-9a-f]{32}$/),
	CallSid: callSid,
	CallStatus,
	Called: '',
	Caller: 'client:alice',
	Direction: 'inbound',
	From: 'client:alice',
	To: '',
});

it.each(['POST', 'GET'] as const)('asks by %s, signed, with all the app gave', async (method) => {
	stage.setVoice('<Hangup/>', { voiceUrl: stage.url('/voice?node=1'), voiceMethod: method });

	const callSid = await stage.place({ customer: 'Grüße & co', empty: '' });
	await stage.becomes(callSid, 'completed');

	const [request, ...others] = stage.server.received;
	if (!request) throw new Error('Nobody was asked');
	expect(others).toEqual([]);
	expect(request.method).toBe(method);
	expect(parametersOf(request)).toEqual({
		...standardParameters(callSid),
		...(method === 'GET' && { node: '1' }),
		customer: 'Grüße & co',
		empty: '',
	});
	expect(isAcceptedByTwilio(stage.emulator.account.authToken, request)).toBe(true);
	expect(headerOf(request, 'i-twilio-idempotency-token')).toMatch(/^[0-9a-f-]{36}$/);
	expect(stage.emulator.deliveries).toMatchObject([{ kind: 'twiml', callSid, status: 200 }]);
});

it('lets the app say From and To, and nothing else of the standard parameters', async () => {
	stage.setVoice('<Hangup/>');

	const callSid = await stage.place({
		From: 'client:eve',
		To: '+15005550009',
		Caller: 'client:eve',
		CallSid: 'CA0',
		AccountSid: 'AC0',
		Direction: 'outbound-dial',
	});

	expect(await stage.asked('/voice')).toEqual({
		...standardParameters(callSid),
		From: 'client:eve',
		To: '+15005550009',
	});
});

it('is signed with a shared key where a rule says so', async () => {
	await steer(stage.emulator, 'PUT', '/webhooks', {
		sharedKeys: [{ id: 'key1', secret: 'secret' }],
		rules: [{ matchType: 'PREFIX_MATCH', url: stage.url('/voice'), keys: ['key1'] }],
	});
	stage.setVoice(`<Redirect>${stage.url('/next')}</Redirect>`);
	stage.answer('/next', response('<Hangup/>'));

	await stage.place();
	await stage.asked('/next');

	const settings = stage.server.received.map((one) =>
		headerOf(one, 'x-twilio-webhooks-signature-settings'),
	);
	expect(settings).toEqual(['key=key1,algorithm=HMAC_SHA256', '']);
});

it('answers the call by itself as long as there is no Voice URL', async () => {
	const callSid = await stage.place();
	await stage.becomes(callSid, 'in-progress');

	expect(stage.server.received).toEqual([]);
});

it('rings until the server answers', async () => {
	let answer = () => undefined as void;
	stage.setVoice('<Pause length="1000"/>');
	stage.answer('/voice', (server) => {
		answer = () =>
			void server
				.writeHead(200, { 'content-type': 'text/xml' })
				.end(response('<Say>Hi</Say><Pause length="1000"/>'));
	});

	const callSid = await stage.place();
	await stage.asked('/voice');
	const before = stage.statusOf(callSid);
	answer();
	await stage.becomes(callSid, 'in-progress');

	expect(before).toBe('ringing');
});

const xml = (status: number, body: string, type = 'text/xml'): TwimlAnswer => {
	return (server) => void server.writeHead(status, { 'content-type': type }).end(body);
};

const FAILURES: readonly (readonly [string, number, TwimlAnswer])[] = [
	['says 404', 11200, xml(404, response(''))],
	['says 500', 11200, xml(500, response(''))],
	['leads elsewhere', 11200, xml(302, '')],
	['breaks the connection off', 11205, (server) => void server.destroy()],
	['says nothing', 12100, xml(200, '')],
	['says no XML', 12100, xml(200, 'Hello')],
	['leaves a verb open', 12100, xml(200, '<Response><Say>Hi</Response>')],
	['does not escape an ampersand', 12100, xml(200, response('<Say>you & me</Say>'))],
	['begins with a blank', 12100, xml(200, ` ${response('')}`)],
	['says other XML', 12100, xml(200, '<Answer/>')],
	['says JSON', 12300, xml(200, '{}', 'application/json')],
	['says more than 64 kB', 11750, xml(200, response(`<Say>${'x'.repeat(64 * 1024)}</Say>`))],
];

describe.each(FAILURES)('a server that %s', (_name, code, answer) => {
	it(`is error ${code} for the caller, and the call is over`, async () => {
		stage.setVoice('');
		stage.answer('/voice', answer);

		const callSid = await stage.place();
		await stage.becomes(callSid, 'completed');

		expect(stage.notices).toEqual([['error', code]]);
		expect(stage.emulator.notifications).toMatchObject([{ callSid, url: stage.url('/voice') }]);
	});

	it('is replaced by the fallback URL, which is told why', async () => {
		const voiceFallbackUrl = stage.url('/fallback');
		stage.setVoice('', { voiceFallbackUrl, voiceFallbackMethod: 'GET' });
		stage.answer('/voice', answer);
		stage.answer('/fallback', response('<Reject/>'));

		const callSid = await stage.place({ customer: '1' });
		await stage.becomes(callSid, 'no-answer');

		expect(await stage.asked('/fallback')).toEqual({
			...standardParameters(callSid),
			customer: '1',
			ErrorCode: String(code),
			ErrorUrl: stage.url('/voice'),
		});
		expect(stage.requestsTo('/fallback')).toMatchObject([{ method: 'GET' }]);
	});
});

it('is over when the fallback URL fails, too, and asks it once', async () => {
	stage.setVoice('', { voiceFallbackUrl: stage.url('/fallback') });
	stage.answer('/voice', xml(500, ''));
	stage.answer('/fallback', xml(500, ''));

	const callSid = await stage.place();
	await stage.becomes(callSid, 'completed');

	expect(stage.notices).toEqual([
		['error', 11200],
		['error', 11200],
	]);
	expect(stage.server.received).toHaveLength(2);
});

it('gives a server that cannot be reached up', async () => {
	const voiceUrl = `http://127.0.0.1:${await freePort()}/voice`;
	stage.emulator.setApplication({ voiceUrl });

	const callSid = await stage.place();
	await stage.becomes(callSid, 'completed');

	expect(stage.notices).toEqual([['error', 11205]]);
});

it('gives a silent server up after the time its URL allows, repeats included', async () => {
	stage.setVoice('', { voiceUrl: `${stage.url('/voice')}#rt=100&rc=1&rp=rt` });
	stage.answer('/voice', () => undefined);

	const callSid = await stage.place();
	await stage.becomes(callSid, 'completed');

	expect(stage.notices).toEqual([['error', 11205]]);
	expect(stage.requestsTo('/voice')).toHaveLength(2);
});

it('gives a silent server up after 15 s in all', async () => {
	await stage.close();
	stage = await TwimlStage.open({ callbackTimeoutMs: 200 });
	stage.setVoice('');
	stage.answer('/voice', () => undefined);

	const callSid = await stage.place();
	await stage.becomes(callSid, 'completed');

	expect(stage.notices).toEqual([['error', 11205]]);
});

it.each([
	['text/plain', 'Hello there', { verb: 'Say', words: 'Hello there', times: 1 }],
	['audio/mpeg', 'ID3', { verb: 'Play', words: expect.stringMatching(/voice$/), times: 1 }],
])('plays an answer of type %s', async (type, body, verb) => {
	const verbs: unknown[] = [];
	await stage.close();
	stage = await TwimlStage.open({
		onEvent: (event) => event.type === 'verb' && verbs.push(event.verb),
	});
	stage.setVoice('');
	stage.answer('/voice', xml(200, body, type));

	await stage.becomes(await stage.place(), 'completed');

	expect(verbs).toEqual([verb]);
	expect(stage.notices).toEqual([]);
});

it.each([
	['voiceUrl', { voiceUrl: '/voice' }],
	['voiceFallbackUrl', { voiceUrl: 'http://a.example/', voiceFallbackUrl: 'ftp://a.example/' }],
])('refuses a %s that nobody could be asked at', async (name, body) => {
	expect(await steer(stage.emulator, 'PUT', '/application', body)).toEqual({
		status: 400,
		json: { error: expect.stringContaining(`${name} is no absolute http(s) URL`) },
	});
});

it('leaves nothing open when the emulator stops while a server is silent', async () => {
	stage.setVoice('');
	stage.answer('/voice', () => undefined);
	await stage.place();
	await stage.asked('/voice');

	await stage.emulator.stop();

	expect(stage.emulator.deliveries).toMatchObject([{ kind: 'twiml', status: null }]);
});
