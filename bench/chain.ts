import { randomUUID } from 'node:crypto';

import { connect } from '../sandbox/n8n/api/api';
import type { TwilioEmulator } from '../sandbox/twilio/server';
import { builtInNode } from '../test/support/n8n';
import { inChain } from '../test/support/publish';

/** Where the REST resources of the emulator's account are. */
export const accountUrlOf = ({ account, baseUrl }: TwilioEmulator) =>
	`${baseUrl}/2010-04-01/Accounts/${account.sid}`;

/** n8n's own HTTP Request to a resource of a call, signed in with the Auth Token. `callSid` and the fields may have expressions. */
export function requestNode(
	twilio: TwilioEmulator,
	name: string,
	{ callSid, resource }: { readonly callSid: string; readonly resource: string },
	form: Readonly<Record<string, string>>,
) {
	const { account } = twilio;
	const password = Buffer.from(`${account.sid}:${account.authToken}`).toString('base64');
	return builtInNode(name, 'httpRequest', 4.2, {
		method: 'POST',
		url: `=${accountUrlOf(twilio)}/Calls/${callSid}/${resource}.json`,
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

/** Brings a workflow into n8n in which each node leads to the next, and publishes it. */
export async function publishChain(
	n8nUrl: string,
	nodes: ReadonlyArray<{ readonly name: string }>,
): Promise<void> {
	const api = await connect(n8nUrl);
	const { id } = await api.createWorkflow({
		name: `bench ${randomUUID()}`,
		nodes: [...nodes],
		connections: inChain(nodes),
	});
	await api.activate(id);
}
