import { randomUUID } from 'node:crypto';

import type { N8nApi } from '../../sandbox/n8n/api/api';
import type { TwilioEmulator } from '../../sandbox/twilio/server';
import { actionNode, createCredential } from '../../test/support/n8n';

const ASK = 'Ask';
const THANK = 'Thank';

/** Asks a call that somebody names, and tells it its reply once there is one. Returns the path that starts it. */
export async function createAskingWorkflow(api: N8nApi, twilio: TwilioEmulator): Promise<string> {
	const credential = await createCredential(api, twilio);
	const path = randomUUID();
	const start = {
		id: randomUUID(),
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		position: [0, 0],
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
	};
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
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	const { id } = await api.createWorkflow({
		name: `replies ${path}`,
		nodes: [
			start,
			message(ASK, 'sendAndWaitForReply', '={{ $json.body.sid }}', '{ "question": true }'),
			message(THANK, 'send', '={{ $json.message.call_sid }}', '={{ { thanks: $json.reply } }}'),
		],
		connections: { Webhook: to(ASK), [ASK]: to(THANK) },
	});
	await api.activate(id);
	return path;
}
