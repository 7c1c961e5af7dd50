import { randomUUID } from 'node:crypto';

import { connect } from '../../sandbox/n8n/api/api';
import type { TwilioEmulator } from '../../sandbox/twilio/server';
import { actionNode, builtInNode, createCredential, triggerNode } from '../../test/support/n8n';
import { accountUrlOf, publishChain, requestNode } from '../chain';
import { BARE_SENDER } from '../sending/bareSenderPackage';
import { BARE_TRIGGER } from '../throughput/bareTrigger';
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
	twilio: TwilioEmulator,
): Promise<Answerer> {
	const path = randomUUID();
	const parameters = { httpMethod: 'POST', path, options: {} };
	const webhook = { ...builtInNode('Webhook', 'webhook', 2.1, parameters), webhookId: path };
	const send = requestNode(
		twilio,
		ANSWER,
		{ callSid: '{{ $json.body.CallSid }}', resource: 'UserDefinedMessages' },
		{ Content: '={{ JSON.stringify({ received: JSON.parse($json.body.Content) }) }}' },
	);
	return await activate(n8nUrl, webhook, send, path);
}

/** The same with the least that community nodes can be. */
export async function answerWithBareNodes(
	n8nUrl: string,
	twilio: TwilioEmulator,
): Promise<Answerer> {
	const credential = await createCredential(await connect(n8nUrl), twilio);
	const trigger = { ...triggerNode(credential), type: BARE_TRIGGER };
	const send = actionNode(
		credential,
		{
			accountUrl: accountUrlOf(twilio),
			readsFields: true,
			callSid: '={{ $json.CallSid }}',
			n: '={{ JSON.parse($json.Content).n }}',
			text: 'answer',
		},
		{ name: ANSWER, type: BARE_SENDER },
	);
	return await activate(n8nUrl, trigger, send, `${trigger.webhookId}/messages`);
}

async function activate(
	n8nUrl: string,
	trigger: { readonly name: string },
	answer: { readonly name: string },
	path: string,
): Promise<Answerer> {
	await publishChain(n8nUrl, [trigger, answer]);
	return { callbackUrl: `${n8nUrl}/webhook/${path}`, stop: async () => {} };
}
