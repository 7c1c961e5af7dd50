import { randomUUID } from 'node:crypto';

import type { N8nApi } from '../../sandbox/n8n/api/api';
import type { TwilioEmulator } from '../../sandbox/twilio/server';
import { actionNode, builtInNode, createCredential, leadsTo } from '../../test/support/n8n';

const ASK = 'Ask';
const THANK = 'Thank';

/** Asks a call that somebody names, and tells it its reply once there is one. Returns the path that starts it. */
export async function createAskingWorkflow(api: N8nApi, twilio: TwilioEmulator): Promise<string> {
	const credential = await createCredential(api, twilio);
	const path = randomUUID();
	const parameters = { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} };
	const start = { ...builtInNode('Webhook', 'webhook', 2.1, parameters), webhookId: path };
	const message = (name: string, operation: string, callSid: string, contentJson: string) =>
		actionNode(
			credential,
			{
				resource: 'message',
				operation,
				callSid: { __rl: true, mode: 'id', value: callSid },
				contentMode: 'json',
				contentJson,
			},
			{ name },
		);
	const { id } = await api.createWorkflow({
		name: `replies ${path}`,
		nodes: [
			start,
			message(ASK, 'sendAndWaitForReply', '={{ $json.body.sid }}', '{ "question": true }'),
			message(THANK, 'send', '={{ $json.message.call_sid }}', '={{ { thanks: $json.reply } }}'),
		],
		connections: { Webhook: leadsTo(ASK), [ASK]: leadsTo(THANK) },
	});
	await api.activate(id);
	return path;
}
