import axios from 'axios';

import type { N8nApi } from '../../sandbox/n8n/api/api';
import type { CallbackEncoding } from '../../sandbox/twilio/callbacks/callbackRequest';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
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
	const callSid = twilio.phone.startCall({ from: 'client:alice', to: '+15005550006' }).sid;
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
		callSid: { __rl: true, mode: 'id', value: callSid },
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

describe('a forged callback', () => {
	it('is refused and starts nothing', async () => {
		const { twilio, credential, callSid } = await startTwilio();
		const { id, productionUrl } = await activeTrigger(credential);
		await subscribe(credential, callSid, productionUrl);
		twilio.phone.say(callSid, { pay: 1 });
		await twilio.settled();
		await api.waitForExecutions(id, 1, TIMEOUT_MS);

		const [genuine] = twilio.deliveries;
		const { 'x-twilio-signature': signature, ...unsigned } = genuine?.headers ?? {};
		const body = genuine?.body ?? '';
		const forgeries: Array<[Record<string, string>, string, number]> = [
			[unsigned, body, 403],
			[{ ...unsigned, 'x-twilio-signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }, body, 403],
			[{ ...genuine?.headers }, body.replace('pay', 'PAY'), 403],
			[{ ...genuine?.headers }, body.replace('SequenceNumber=1', 'SequenceNumber=2'), 403],
			[{ ...genuine?.headers, 'content-type': 'text/plain' }, body, 415],
		];
		expect(signature).toMatch(/=$/);
		expect(body).toContain('SequenceNumber=1');
		for (const [headers, changedBody, status] of forgeries) {
			const answer = await axios.post<string>(productionUrl, changedBody, {
				headers: withoutLength(headers),
				validateStatus: () => true,
			});
			expect([answer.status, String(answer.data).includes(callSid)]).toEqual([status, false]);
		}
		expect(await api.executions(id)).toHaveLength(1);
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
			/The credential has no Auth Token.*Fill in Auth Token in the credential/,
		);
	});
});

// axios sets the length itself; that of the genuine body would cut the changed one off.
function withoutLength(headers: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-length'));
}
