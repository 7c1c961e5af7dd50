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

const TWIML = '<Response><Say>Hello</Say><Pause length="600"/></Response>';
const GREETING = JSON.stringify({ type: 'greeting' });

interface Node {
	readonly name: string;
}

/** A workflow of our two nodes: the trigger answers, and subscribes; resolves with its Voice URL. */
export async function greetWithOurNodes(n8nUrl: string, twilio: TwilioEmulator): Promise<string> {
	const credential = await createCredential(await connect(n8nUrl), twilio);
	const trigger = triggerNode(credential, {
		events: ['callPlaced'],
		autoSubscribe: true,
		answerVoiceUrl: true,
		voiceAnswer: 'twiml',
		twiml: TWIML,
	});
	const send = actionNode(credential, {
		resource: 'message',
		operation: 'send',
		callSid: { __rl: true, mode: 'id', value: '={{ $json.call_sid }}' },
		contentMode: 'json',
		contentJson: GREETING,
	});
	await activate(n8nUrl, [trigger, send]);
	return `${n8nUrl}/webhook/${trigger.webhookId}/voice`;
}

/** The same with n8n's own nodes, which prove nothing and try nothing again. */
export async function greetWithBuiltInNodes(
	n8nUrl: string,
	twilio: TwilioEmulator,
): Promise<string> {
	const path = randomUUID();
	const webhook = {
		...builtInNode('Webhook', 'webhook', 2.1, {
			httpMethod: 'POST',
			path,
			responseMode: 'responseNode',
			options: {},
		}),
		webhookId: path,
	};
	const callSid = "{{ $('Webhook').item.json.body.CallSid }}";
	const subscribe = request(twilio, 'Subscribe', callSid, 'UserDefinedMessageSubscriptions', {
		Callback: `${n8nUrl}/webhook/nobody`,
		IdempotencyKey: `=${callSid}`,
	});
	const respond = builtInNode('Respond', 'respondToWebhook', 1.4, {
		respondWith: 'text',
		responseBody: TWIML,
		options: {
			responseHeaders: { entries: [{ name: 'content-type', value: 'text/xml' }] },
		},
	});
	const send = request(twilio, 'Send', callSid, 'UserDefinedMessages', { Content: GREETING });
	await activate(n8nUrl, [webhook, subscribe, respond, send]);
	return `${n8nUrl}/webhook/${path}`;
}

function request(
	{ account, baseUrl }: TwilioEmulator,
	name: string,
	callSid: string,
	resource: string,
	form: Readonly<Record<string, string>>,
) {
	const password = Buffer.from(`${account.sid}:${account.authToken}`).toString('base64');
	return builtInNode(name, 'httpRequest', 4.2, {
		method: 'POST',
		url: `=${baseUrl}/2010-04-01/Accounts/${account.sid}/Calls/${callSid}/${resource}.json`,
		sendHeaders: true,
		headerParameters: { parameters: [{ name: 'Authorization', value: `Basic ${password}` }] },
		sendBody: true,
		contentType: 'form-urlencoded',
		bodyParameters: {
			parameters: Object.entries(form).map(([field, value]) => ({ name: field, value })),
		},
		options: {},
	});
}

/** Has each node lead to the next, and publishes them. */
async function activate(n8nUrl: string, nodes: readonly Node[]): Promise<void> {
	const api = await connect(n8nUrl);
	const next = nodes.slice(1);
	const { id } = await api.createWorkflow({
		name: `greeting ${randomUUID()}`,
		nodes: [...nodes],
		connections: Object.fromEntries(
			next.map(({ name }, index) => [nodes[index]?.name ?? '', leadsTo(name)]),
		),
	});
	await api.activate(id);
}
