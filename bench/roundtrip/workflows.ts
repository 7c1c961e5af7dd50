import { randomUUID } from 'node:crypto';

import { connect } from '../../sandbox/n8n/api/api';
import type { TwilioEmulator } from '../../sandbox/twilio/server';
import {
	actionNode,
	builtInNode,
	createCredential,
	leadsTo,
	triggerNode,
} from '../../test/support/n8n';
import type { Answerer } from './answerers';

const ANSWER = 'Answer';

/** A workflow of our two nodes: the trigger, and Send Message. */
export async function answerWithOurNodes(
	n8nUrl: string,
	twilio: TwilioEmulator,
): Promise<Answerer> {
	const credential = await createCredential(await connect(n8nUrl), twilio);
	const trigger = triggerNode(credential);
	const send = actionNode(
		credential,
		{
			resource: 'message',
			operation: 'send',
			callSid: { __rl: true, mode: 'id', value: '={{ $json.call_sid }}' },
			contentMode: 'json',
			contentJson: '={{ { received: $json.content } }}',
		},
		{ name: ANSWER },
	);
	return await activate(n8nUrl, trigger, send, `${trigger.webhookId}/messages`);
}

/** The same with n8n's own nodes, which prove nothing and try nothing again. */
export async function answerWithBuiltInNodes(
	n8nUrl: string,
	{ account, baseUrl }: TwilioEmulator,
): Promise<Answerer> {
	const path = randomUUID();
	const parameters = { httpMethod: 'POST', path, options: {} };
	const webhook = { ...builtInNode('Webhook', 'webhook', 2.1, parameters), webhookId: path };
	const password = Buffer.from(`${account.sid}:${account.authToken}`).toString('base64');
	const send = builtInNode(ANSWER, 'httpRequest', 4.2, {
		method: 'POST',
		url: `=${baseUrl}/2010-04-01/Accounts/${account.sid}/Calls/{{ $json.body.CallSid }}/UserDefinedMessages.json`,
		sendHeaders: true,
		headerParameters: { parameters: [{ name: 'Authorization', value: `Basic ${password}` }] },
		sendBody: true,
		contentType: 'form-urlencoded',
		bodyParameters: {
			parameters: [
				{
					name: 'Content',
					value: '={{ JSON.stringify({ received: JSON.parse($json.body.Content) }) }}',
				},
			],
		},
		options: {},
	});
	return await activate(n8nUrl, webhook, send, path);
}

async function activate(
	n8nUrl: string,
	trigger: { readonly name: string },
	answer: object,
	path: string,
): Promise<Answerer> {
	const api = await connect(n8nUrl);
	const { id } = await api.createWorkflow({
		name: `round trip ${trigger.name}`,
		nodes: [trigger, answer],
		connections: { [trigger.name]: leadsTo(ANSWER) },
	});
	await api.activate(id);
	return { callbackUrl: `${n8nUrl}/webhook/${path}`, stop: async () => {} };
}
