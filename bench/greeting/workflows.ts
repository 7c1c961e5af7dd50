import { randomUUID } from 'node:crypto';

import { connect } from '../../sandbox/n8n/api/api';
import type { TwilioEmulator } from '../../sandbox/twilio/server';
import { actionNode, builtInNode, createCredential, triggerNode } from '../../test/support/n8n';
import { accountUrlOf, publishChain, requestNode } from '../chain';
import { BARE_SENDER } from '../sending/bareSenderPackage';
import { BARE_GREETER } from './bareGreeter';

const TWIML = '<Response><Say>Hello</Say><Pause length="600"/></Response>';
const GREETING = JSON.stringify({ type: 'greeting' });

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
	await publishChain(n8nUrl, [trigger, send]);
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
	const subscribe = requestNode(
		twilio,
		'Subscribe',
		{ callSid, resource: 'UserDefinedMessageSubscriptions' },
		{
			Callback: `${n8nUrl}/webhook/nobody`,
			IdempotencyKey: `=${callSid}`,
		},
	);
	const respond = builtInNode('Respond', 'respondToWebhook', 1.4, {
		respondWith: 'text',
		responseBody: TWIML,
		options: {
			responseHeaders: { entries: [{ name: 'content-type', value: 'text/xml' }] },
		},
	});
	const send = requestNode(
		twilio,
		'Send',
		{ callSid, resource: 'UserDefinedMessages' },
		{ Content: GREETING },
	);
	await publishChain(n8nUrl, [webhook, subscribe, respond, send]);
	return `${n8nUrl}/webhook/${path}`;
}

/** The same with the least that community nodes can be. */
export async function greetWithBareNodes(n8nUrl: string, twilio: TwilioEmulator): Promise<string> {
	const credential = await createCredential(await connect(n8nUrl), twilio);
	const accountUrl = accountUrlOf(twilio);
	const trigger = { ...triggerNode(credential, { accountUrl, twiml: TWIML }), type: BARE_GREETER };
	const message = { readsFields: true, callSid: '={{ $json.callSid }}', n: 1, text: 'greeting' };
	const send = actionNode(credential, { accountUrl, ...message }, { type: BARE_SENDER });
	await publishChain(n8nUrl, [trigger, send]);
	return `${n8nUrl}/webhook/${trigger.webhookId}/voice`;
}
