import type { INodeParameters } from 'n8n-workflow';

import { CHILD_STATUS, VOICE_REQUEST } from '../support/callReports';
import { startTriggerStage, type TriggerStage } from '../support/triggerStage';
import { activateTrigger } from '../support/webhook';

const ANSWER = '<Response><Dial><Client>alice</Client></Dial></Response>';
const REDIRECT = { answerVoiceUrl: true, redirectUrl: 'https://voice.example.com/answer?a=1#rc=2' };
const TWIML = { answerVoiceUrl: true, voiceAnswer: 'twiml', twiml: ANSWER };
const APOLOGY = /<Say>We are sorry/;

let stage: TriggerStage;
afterEach(async () => await stage.stop());

const start = async (parameters: INodeParameters) =>
	(stage = await startTriggerStage({
		autoSubscribe: true,
		events: ['callPlaced'],
		...parameters,
	}));

/** The request for TwiML of a call that Bob's app places, which is on its way at the emulator. */
function placed(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
	const { account, phone } = stage.twilio;
	const { sid } = phone.startCall({ from: 'client:bob', to: '' });
	return { ...VOICE_REQUEST, AccountSid: account.sid, CallSid: sid, ...changes };
}
const subscriptionsOf = ({ CallSid = '' }: Readonly<Record<string, string>>) =>
	stage.twilio.phone.subscriptionsOf(CallSid).map(({ callback }) => callback);

describe('a call that an app places', () => {
	it('is subscribed, answered with a redirect that carries its parameters, and starts the workflow', async () => {
		await start(REDIRECT);
		const request = placed({ customer: 'Grüße & co', To: '+15005550009' });

		expect(await stage.ask('voice', request)).toEqual({
			status: 200,
			type: 'text/xml; charset=utf-8',
			body: '<?xml version="1.0" encoding="UTF-8"?><Response><Redirect method="POST">https://voice.example.com/answer?a=1&amp;customer=Gr%C3%BC%C3%9Fe+%26+co&amp;To=%2B15005550009#rc=2</Redirect></Response>',
		});
		expect(subscriptionsOf(request)).toEqual([
			`${stage.trigger.baseUrl}/webhook/1/messages?call=${request['CallSid']}#rc=5&rp=ct,rt,5xx`,
		]);
		expect(stage.trigger.items).toEqual([
			{
				event: 'callPlaced',
				call_sid: request['CallSid'],
				account_sid: stage.twilio.account.sid,
				application_sid: VOICE_REQUEST.ApplicationSid,
				from: 'client:bob',
				to: '+15005550009',
				parameters: { customer: 'Grüße & co' },
				subscribed: true,
			},
		]);
	});

	it('is answered with TwiML as it is written', async () => {
		await start(TWIML);
		expect(await stage.ask('voice', placed())).toMatchObject({ status: 200, body: ANSWER });
	});

	it('is redirected without its parameters when they are not to be forwarded', async () => {
		await start({ ...REDIRECT, forwardParameters: false });
		const { body } = await stage.ask('voice', placed({ customer: 'x' }));
		expect(body).toContain('>https://voice.example.com/answer?a=1#rc=2<');
	});

	it('is redirected without its parameters when they are more than TwiML can hold', async () => {
		await start(REDIRECT);
		const { body } = await stage.ask('voice', placed({ customer: 'ü'.repeat(15_000) }));
		expect(body).toContain('>https://voice.example.com/answer?a=1#rc=2<');
	});

	it('starts the workflow once, though Twilio asks again, and is answered each time', async () => {
		await start(TWIML);
		const request = placed();
		for (let count = 0; count < 3; count++) expect(await stage.send('voice', request)).toBe(200);
		const later = { ...request, CallStatus: 'in-progress', Digits: '1' };
		expect(await stage.ask('voice', later)).toMatchObject({ body: ANSWER });
		expect(stage.trigger.items).toHaveLength(1);
		expect(subscriptionsOf(request)).toHaveLength(1);
	});

	it("comes as Twilio's parameters when Simplify is off", async () => {
		await start({ ...TWIML, simplify: false });
		const request = placed({ customer: 'x' });
		await stage.send('voice', request);
		expect(stage.trigger.items).toEqual([{ ...request, event: 'callPlaced', subscribed: true }]);
	});

	it('is not subscribed without Auto-Subscribe, and starts nothing when no event is chosen', async () => {
		await start({ ...TWIML, autoSubscribe: false });
		const request = placed();
		await stage.send('voice', request);
		expect(subscriptionsOf(request)).toEqual([]);
		expect(stage.trigger.items).toMatchObject([{ subscribed: false }]);
		await stage.stop();

		await start({ ...TWIML, events: ['message'] });
		expect(await stage.send('voice', placed())).toBe(200);
		expect(stage.trigger.items).toEqual([]);
	});

	it('is answered when it cannot be subscribed, and the log says why', async () => {
		await start(TWIML);
		stage.twilio.faults.plan(() => 'htmlOk');
		expect(await stage.ask('voice', placed())).toMatchObject({ status: 200, body: ANSWER });
		expect(stage.trigger.items).toMatchObject([{ subscribed: false }]);
		expect(stage.log).toEqual([expect.stringMatching(/^error: .*could not subscribe to call CA/)]);
	});

	it('is answered when Events cannot be read, and the log says so', async () => {
		await start({ ...TWIML, events: ['callLost'] });
		expect(await stage.ask('voice', placed())).toMatchObject({ status: 200, body: ANSWER });
		expect(stage.log).toEqual([expect.stringMatching(/^error: .* cannot do more with: ./)]);
	});

	it('of a phone is answered, and neither subscribed nor an event', async () => {
		await start(TWIML);
		const request = placed({ Caller: '+15005550006', From: '+15005550006' });
		expect(await stage.ask('voice', request)).toMatchObject({ body: ANSWER });
		expect(subscriptionsOf(request)).toEqual([]);
		expect(stage.trigger.items).toEqual([]);
	});
});

describe('what an app plants in its parameters', () => {
	const VICTIM = `CA${'9'.repeat(32)}`;

	it.each<[string, Record<string, string>]>([
		['another call before its own', { C: `allSid${VICTIM}` }],
		['another call behind it', { CallSo: `CallSid${VICTIM}` }],
		['a whole request', { A: `xAccountSid${CHILD_STATUS.AccountSid}CallSid${VICTIM}` }],
		['another status', { Zz: `CallStatusringing` }],
		['the end of a message', { Zz: 'ContentTypeapplication/json' }],
	])('%s: the call is answered, and nothing is subscribed or started', async (_name, planted) => {
		await start(TWIML);
		const account = stage.twilio.account.sid;
		const changes = Object.fromEntries(
			Object.entries(planted).map(([name, value]) => [
				name,
				value.replace(CHILD_STATUS.AccountSid, account),
			]),
		);
		const request = placed(changes);
		expect(await stage.ask('voice', request)).toMatchObject({ status: 200, body: ANSWER });
		expect(subscriptionsOf(request)).toEqual([]);
		expect(stage.trigger.items).toEqual([]);
	});

	it.each<[string, Record<string, string>]>([
		['a call of its own', { transferCallSid: VICTIM, meta: '{"CallSid":"CA1"}' }],
		['a conference', { ConferenceSid: `CF${'5'.repeat(32)}` }],
		['what makes a status', { CallbackSource: 'x', SequenceNumber: '0' }],
		['what makes a stream', { StreamSid: `MZ${'5'.repeat(32)}`, StreamEvent: 'stream-started' }],
	])('%s: the call is what it is', async (_name, parameters) => {
		await start(TWIML);
		const request = placed(parameters);
		expect(await stage.ask('voice', request)).toMatchObject({ status: 200, body: ANSWER });
		expect(subscriptionsOf(request)).toHaveLength(1);
		expect(stage.trigger.items).toMatchObject([{ event: 'callPlaced', parameters }]);
	});

	it('a status at the call-status URL: no leg is subscribed by it, and the call is answered', async () => {
		await start(TWIML);
		const { Timestamp } = CHILD_STATUS;
		const request = placed({ CallbackSource: 'x', SequenceNumber: '0', Timestamp });
		expect(await stage.ask('call-status', request)).toMatchObject({ status: 200, body: ANSWER });
		expect(subscriptionsOf(request)).toEqual([]);
		expect(stage.trigger.items).toEqual([]);
	});
});

describe('at the wrong URL', () => {
	it('a voice request is answered, and the log says what to correct', async () => {
		await start(TWIML);
		expect(await stage.ask('call-status', placed())).toMatchObject({ status: 200, body: ANSWER });
		expect(stage.log).toEqual([expect.stringMatching(/URL that ends in voice as Voice URL/)]);
		expect(stage.trigger.items).toEqual([]);
	});

	it('a status is answered, and the log says what to correct', async () => {
		await start({ ...TWIML, events: ['callRinging'] });
		const status = { ...CHILD_STATUS, AccountSid: stage.twilio.account.sid };
		expect(await stage.send('voice', status)).toBe(200);
		expect(stage.log).toEqual([expect.stringMatching(/ends in call-status as status callback/)]);
		expect(stage.trigger.items).toEqual([]);
	});

	it('a message is refused: no call waits for it', async () => {
		await start(TWIML);
		const message = { AccountSid: stage.twilio.account.sid, Content: '{}' };
		expect(await stage.send('voice', message)).toBe(400);
	});
});

describe('without a usable answer', () => {
	it.each<[string, INodeParameters, RegExp]>([
		['the Voice URL is not answered', { answerVoiceUrl: false }, /Answer Voice URL is off/],
		['there is no redirect URL', { ...REDIRECT, redirectUrl: '' }, /Redirect URL is empty/],
		['TwiML is broken', { ...TWIML, twiml: '<Response>' }, /TwiML does not close <Response>/],
		['an expression fails', { ...TWIML, twiml: '={{ $json.a.b }}' }, /./],
	])('%s: there is an apology, and a line in the log', async (_name, parameters, problem) => {
		await start({ autoSubscribe: false, events: ['message'], ...parameters });
		expect(await stage.ask('voice', placed())).toMatchObject({
			status: 200,
			body: expect.stringMatching(APOLOGY),
		});
		expect(stage.log).toEqual([expect.stringMatching(problem)]);
	});

	it.each<[string, INodeParameters, RegExp | undefined]>([
		['no redirect URL', { ...REDIRECT, redirectUrl: '' }, /Redirect URL is empty.*https:/],
		['a relative one', { ...REDIRECT, redirectUrl: '/answer' }, /not an absolute http\(s\) URL/],
		['no TwiML', { ...TWIML, twiml: '' }, /TwiML is empty/],
		['broken TwiML', { ...TWIML, twiml: '<Response><Say>' }, /does not close <Say>/],
		['an expression that is not known yet', { ...TWIML, twiml: '={{ $json.a }}' }, undefined],
		['TwiML', TWIML, undefined],
		['a redirect', REDIRECT, undefined],
	])('a trigger with %s is published or not', async (_name, parameters, problem) => {
		await start({});
		const credential = { accountSid: CHILD_STATUS.AccountSid, authToken: 'secret' };
		const published = activateTrigger({
			credential,
			webhookBaseUrl: 'https://n8n.example.com/webhook',
			webhookId: '1',
			parameters: { autoSubscribe: false, ...parameters },
		});
		if (problem) await expect(published).rejects.toThrow(problem);
		else await expect(published).resolves.toBeUndefined();
	});
});

it('a forged voice request is refused', async () => {
	await start(TWIML);
	const request = placed();
	const status = await stage.trigger.send({
		path: '/webhook/1/voice',
		headers: {
			'content-type': 'application/x-www-form-urlencoded',
			'x-twilio-signature': `${'A'.repeat(27)}=`,
		},
		body: new URLSearchParams(request).toString(),
	});
	expect(status).toBe(403);
	expect(subscriptionsOf(request)).toEqual([]);
});
