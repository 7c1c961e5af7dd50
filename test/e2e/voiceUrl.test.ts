import { Agent } from 'node:http';

import axios from 'axios';

import { startCallbackReceiver, type CallbackReceiver } from '../contract/support/callbackReceiver';
import { isAcceptedByTwilio, parametersOf } from '../contract/support/twilioVerdict';
import { VOICE_REQUEST } from '../support/callReports';
import { TIMEOUT_MS, triggerWorkflow } from '../support/n8n';
import { useN8nBench } from '../support/n8nBench';
import { genuineRequest } from '../support/signedRequests';

const TWIML = '<Response><Say>Hello</Say><Pause length="600"/></Response>';

const bench = useN8nBench();

let server: CallbackReceiver;
beforeAll(async () => {
	server = await startCallbackReceiver((_request, response) => {
		response.writeHead(200, { 'content-type': 'text/xml' }).end(TWIML);
	});
});
afterAll(async () => await server.stop());
afterEach(() => {
	bench.twilio.setApplication({});
	for (const { sid, endedAt } of bench.twilio.phone.calls()) {
		if (endedAt === null) bench.twilio.phone.end(sid);
	}
});

async function activate(parameters: object) {
	const { workflow, productionUrl, testUrl } = triggerWorkflow(bench.credential, {
		autoSubscribe: true,
		events: ['callPlaced'],
		answerVoiceUrl: true,
		...parameters,
	});
	const { id } = await bench.api.createWorkflow(workflow);
	await bench.api.activate(id);
	const voiceUrlOf = (url: string) => url.replace(/messages$/, 'voice');
	return {
		id,
		messageUrl: productionUrl,
		url: voiceUrlOf(productionUrl),
		testUrl: voiceUrlOf(testUrl),
	};
}

const eventsOf = async (id: string, count = 1) => {
	const executions = await bench.api.waitForExecutions(id, count, TIMEOUT_MS);
	return executions.flatMap(({ itemsOf }) => itemsOf('Trigger').map(({ json }) => json));
};

it('a call is redirected, with its parameters, to a server that Twilio proves itself to', async () => {
	const { id, url, messageUrl } = await activate({ redirectUrl: `${server.baseUrl}/answer?a=1` });
	bench.twilio.setApplication({ voiceUrl: url });
	const parameters = { customer: 'Grüße & co', To: '+15005550009' };
	const { sid } = bench.twilio.phone.placeCall({ identity: 'alice', parameters });
	await bench.twilio.settled();

	const [request] = server.received;
	if (request === undefined) throw new Error('The server was not asked');
	expect(isAcceptedByTwilio(bench.twilio.account.authToken, request)).toBe(true);
	expect(parametersOf(request)).toMatchObject({ CallSid: sid, Caller: 'client:alice' });
	expect(Object.fromEntries(new URL(request.url).searchParams)).toEqual({
		a: '1',
		customer: 'Grüße & co',
		To: '+15005550009',
	});
	expect(bench.twilio.phone.call(sid).status).toBe('in-progress');
	expect(bench.twilio.phone.subscriptionsOf(sid).map(({ callback }) => callback)).toEqual([
		`${messageUrl}?call=${sid}#rc=5&rp=ct,rt,5xx`,
	]);
	expect(await eventsOf(id)).toEqual([
		{
			event: 'callPlaced',
			call_sid: sid,
			account_sid: bench.twilio.account.sid,
			application_sid: expect.stringMatching(/^AP/),
			from: 'client:alice',
			to: '+15005550009',
			parameters: { customer: 'Grüße & co' },
			subscribed: true,
		},
	]);
});

it.each(['GET', 'POST'] as const)('by %s a call is answered with TwiML', async (voiceMethod) => {
	const { id, url } = await activate({ voiceAnswer: 'twiml', twiml: TWIML });
	bench.twilio.setApplication({ voiceUrl: url, voiceMethod });
	const { sid } = bench.twilio.phone.placeCall({ identity: 'alice', parameters: { a: 'b' } });
	const [event] = await eventsOf(id);
	expect(event).toMatchObject({ call_sid: sid, parameters: { a: 'b' }, subscribed: true });
	expect(bench.twilio.phone.call(sid).status).toBe('in-progress');
});

it('a trigger that listens in the editor answers its test URL', async () => {
	const { workflow, testUrl } = triggerWorkflow(bench.credential, {
		autoSubscribe: true,
		events: ['callPlaced'],
		answerVoiceUrl: true,
		voiceAnswer: 'twiml',
		twiml: TWIML,
	});
	const { id } = await bench.api.createWorkflow(workflow);
	await bench.api.run(id, 'Trigger');
	bench.twilio.setApplication({ voiceUrl: testUrl.replace(/messages$/, 'voice') });
	const { sid } = bench.twilio.phone.placeCall({ identity: 'alice' });
	expect(await eventsOf(id)).toMatchObject([{ call_sid: sid, subscribed: true }]);
	expect(bench.twilio.phone.call(sid).status).toBe('in-progress');
});

describe('while Twilio does not answer', () => {
	it.each(['hungHeaders', 'refusedConnection'] as const)(
		'(%s), a call is answered all the same, and the event says that it is not subscribed',
		async (fault) => {
			const { id, url } = await activate({ voiceAnswer: 'twiml', twiml: TWIML });
			// Longer than this Twilio hangs up on n8n, and the fallback would have to answer.
			bench.twilio.setApplication({ voiceUrl: `${url}#rt=5000&tt=5000&rc=0` });
			bench.twilio.faults.plan(({ method }) => (method === 'POST' ? fault : undefined));
			const { sid } = bench.twilio.phone.placeCall({ identity: 'alice' });
			expect(await eventsOf(id)).toMatchObject([{ call_sid: sid, subscribed: false }]);
			expect(bench.twilio.phone.call(sid).status).toBe('in-progress');
		},
	);
});

it('forged voice requests: 0 of 10,000 get in', async () => {
	const { id, url } = await activate({ voiceAnswer: 'twiml', twiml: TWIML });
	const { sid, authToken } = bench.twilio.account;
	const genuine = genuineRequest({ ...VOICE_REQUEST, AccountSid: sid }, { url, authToken });
	const httpAgent = new Agent({ keepAlive: true, maxSockets: 50 });
	const forge = async (number: number) => {
		const CallSid = `CA${String(number).padStart(32, '0')}`;
		const { data, status } = await axios.post<unknown>(
			url,
			new URLSearchParams({ ...VOICE_REQUEST, AccountSid: sid, CallSid }).toString(),
			{
				headers: {
					'content-type': 'application/x-www-form-urlencoded',
					'x-twilio-signature': genuine.signature ?? '',
				},
				httpAgent,
				proxy: false,
				validateStatus: () => true,
			},
		);
		return `${status} ${String(data)}`;
	};
	const answers = new Map<string, number>();
	for (let first = 0; first < 10_000; first += 50) {
		const batch = Array.from({ length: 50 }, async (_, index) => await forge(first + index));
		for (const answer of await Promise.all(batch)) {
			answers.set(answer, (answers.get(answer) ?? 0) + 1);
		}
	}
	httpAgent.destroy();
	expect([...answers]).toEqual([['403 Forbidden', 10_000]]);
	expect(await bench.api.executions(id)).toEqual([]);
}, 240_000);
