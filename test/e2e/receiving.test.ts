import axios from 'axios';

import type { N8nApi } from '../../sandbox/n8n/api/api';
import type { CallbackEncoding } from '../../sandbox/twilio/callbacks/callbackRequest';
import type { Delivery } from '../../sandbox/twilio/events';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { startApp } from '../support/liveCalls';
import {
	actionNode,
	connectN8n,
	createCredential,
	runWorkflow,
	TIMEOUT_MS,
	triggerWorkflow,
	workflowWith,
	type StoredCredential,
} from '../support/n8n';
import { byId } from '../support/parameters';

let api: N8nApi;
beforeAll(async () => {
	api = await connectN8n();
});

const running: TwilioEmulator[] = [];
afterAll(async () => await Promise.all(running.map(async (twilio) => await twilio.stop())));

async function startTwilio(options: Parameters<typeof startTwilioEmulator>[0] = {}) {
	const twilio = await startTwilioEmulator(options);
	running.push(twilio);
	const credential = await createCredential(api, twilio);
	const callSid = startApp(twilio);
	return { twilio, credential, callSid };
}

async function subscribe(
	credential: StoredCredential,
	callSid: string,
	callbackUrl: string,
	callbackMethod = 'POST',
) {
	const node = actionNode(credential, {
		resource: 'subscription',
		operation: 'create',
		callSid: byId(callSid),
		callbackUrl,
		callbackMethod,
	});
	const { status } = await runWorkflow(api, workflowWith(node, [{}]));
	expect(status).toBe('success');
}

async function activeTrigger(credential: StoredCredential, parameters: object = {}) {
	const trigger = triggerWorkflow(credential, parameters);
	const { id } = await api.createWorkflow(trigger.workflow);
	await api.activate(id);
	return { ...trigger, id };
}

describe('a message from a call', () => {
	it.each<[CallbackEncoding, string]>([
		['form', 'POST'],
		['jsonWithBodyHash', 'POST'],
		['jsonSignedLikeForm', 'POST'],
		['form', 'GET'],
	])(
		'sent as %s by %s starts a workflow, and Twilio is told 204',
		async (callbackEncoding, method) => {
			const { twilio, credential, callSid } = await startTwilio({ callbackEncoding });
			const { id, productionUrl } = await activeTrigger(credential);
			await subscribe(credential, callSid, productionUrl, method);

			const content = { type: 'order', text: 'Grüße 😀 a+b & c=d', id: 7 };
			const said = twilio.phone.say(callSid, content);
			await twilio.settled();

			const [execution] = await api.waitForExecutions(id, 1, TIMEOUT_MS);
			expect(execution?.itemsOf('Trigger').map(({ json }) => json)).toEqual([
				{
					event: 'message',
					sid: said.sid,
					call_sid: callSid,
					account_sid: twilio.account.sid,
					sequence_number: 1,
					timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
					content_type: 'application/json',
					content,
				},
			]);
			expect(twilio.deliveries.map(({ status }) => status)).toEqual([204]);
		},
	);

	it('starts the workflow that listens on the test URL', async () => {
		const { twilio, credential, callSid } = await startTwilio({ firstSequenceNumber: 0 });
		const { workflow, testUrl } = triggerWorkflow(credential);
		const { id } = await api.createWorkflow(workflow);
		expect(await api.run(id, 'Trigger')).toEqual({ waitingForWebhook: true });
		await subscribe(credential, callSid, testUrl);

		twilio.phone.say(callSid, 'ping');
		await twilio.settled();

		const [execution] = await api.waitForExecutions(id, 1, TIMEOUT_MS);
		expect(
			execution?.itemsOf('Trigger').map(({ json }) => [json['content'], json['sequence_number']]),
		).toEqual([['ping', 0]]);
	});
});

/** Forgeries of each class, made from a genuine delivery, with the answer each gets. */
function forgeriesOf({
	headers,
	body,
}: Delivery): Array<[string, Delivery['headers'], string, number]> {
	const without = (name: string) =>
		Object.fromEntries(Object.entries(headers).filter(([header]) => header !== name));
	return [
		['no signature', without('x-twilio-signature'), body, 403],
		[
			'another signature',
			{ ...headers, 'x-twilio-signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' },
			body,
			403,
		],
		['another content', headers, body.replace('pay', 'PAY'), 403],
		['another sequence number', headers, body.replace('SequenceNumber=1', 'SequenceNumber=2'), 403],
		[
			'a name that gives a letter to its value',
			headers,
			body.replace('ContentType=', 'ContentTyp=e'),
			400,
		],
		['a parameter twice', headers, `${body}&SequenceNumber=1`, 400],
		['another content type', { ...headers, 'content-type': 'text/plain' }, body, 415],
		['a body larger than any message', headers, `${body}&Zz=${'z'.repeat(300_000)}`, 413],
	];
}

describe.each(['production', 'test'] as const)('on the %s URL', (kind) => {
	it('a forged callback of each class gets its answer and starts nothing, a genuine one does', async () => {
		const { twilio, credential, callSid } = await startTwilio();
		const trigger = triggerWorkflow(credential, { options: { ignoreDuplicates: false } });
		const { id } = await api.createWorkflow(trigger.workflow);
		const listen = async () => await (kind === 'test' ? api.run(id, 'Trigger') : api.activate(id));
		const url = kind === 'test' ? trigger.testUrl : trigger.productionUrl;
		await listen();
		await subscribe(credential, callSid, url);
		twilio.phone.say(callSid, { pay: 1 });
		await twilio.settled();
		const [genuine] = twilio.deliveries;
		if (genuine === undefined) throw new Error('Nothing was delivered');
		expect(genuine.status).toBe(204);

		// The editor stops listening after the first message.
		if (kind === 'test') await listen();
		for (const [name, headers, body, status] of forgeriesOf(genuine)) {
			const answer = await post(genuine.url, headers, body);
			expect([name, answer.status]).toEqual([name, status]);
			expect(String(answer.data)).not.toContain(callSid);
		}
		expect(await api.executions(id)).toHaveLength(1);

		expect((await post(genuine.url, genuine.headers, genuine.body)).status).toBe(204);
		expect(await api.waitForExecutions(id, 2, TIMEOUT_MS)).toHaveLength(2);
	});
});

describe('a message that comes again', () => {
	it('1,000 times, 50 at a time, starts one execution, and is acknowledged every time', async () => {
		const { twilio, credential, callSid } = await startTwilio();
		const { id, productionUrl } = await activeTrigger(credential);
		await subscribe(credential, callSid, productionUrl);
		twilio.phone.say(callSid, { n: 1 });
		await twilio.settled();
		const [genuine] = twilio.deliveries;
		if (genuine === undefined) throw new Error('Nothing was delivered');
		const { url, headers, body } = genuine;

		const statuses = new Map<number, number>();
		const lane = async () => {
			for (let count = 0; count < 20; count++) {
				const { status } = await post(url, headers, body);
				statuses.set(status, (statuses.get(status) ?? 0) + 1);
			}
		};
		await Promise.all(Array.from({ length: 50 }, lane));
		expect([...statuses]).toEqual([[204, 1000]]);
		expect(await api.executions(id)).toHaveLength(1);
	}, 240_000);
});

describe('a message the content filter does not let through', () => {
	it('is acknowledged and starts nothing', async () => {
		const { twilio, credential, callSid } = await startTwilio();
		const contentFilter = { conditions: [{ field: 'order.status', value: 'paid' }] };
		const { id, productionUrl } = await activeTrigger(credential, { options: { contentFilter } });
		await subscribe(credential, callSid, productionUrl);
		for (const status of ['open', 'paid', 'void']) twilio.phone.say(callSid, { order: { status } });
		await twilio.settled();

		const [execution] = await api.waitForExecutions(id, 1, TIMEOUT_MS);
		expect(execution?.itemsOf('Trigger').map(({ json }) => json['content'])).toEqual([
			{ order: { status: 'paid' } },
		]);
		expect(await api.executions(id)).toHaveLength(1);
		expect(twilio.deliveries.map(({ status }) => status)).toEqual([204, 204, 204]);
	});
});

describe('activating a trigger', () => {
	it('whose credential has no Auth Token is refused, and says what to do', async () => {
		const { twilio } = await startTwilio();
		const { apiKeySid, apiKeySecret } = twilio.account;
		const credential = await createCredential(api, twilio, {
			authType: 'apiKey',
			apiKeySid,
			apiKeySecret,
			authToken: '',
		});
		await expect(activeTrigger(credential)).rejects.toThrow(
			/The credential has neither an Auth Token nor a Shared Key Secret.*Fill in Shared Key Secret/,
		);
	});
});

async function post(url: string, headers: Readonly<Record<string, string>>, body: string) {
	// axios sets the length itself; that of the genuine body would cut a longer one off.
	const sent = Object.entries(headers).filter(([name]) => name !== 'content-length');
	return await axios.post<string>(url, body, {
		headers: Object.fromEntries(sent),
		validateStatus: () => true,
	});
}
