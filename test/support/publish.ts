import { randomUUID } from 'node:crypto';

import type { N8nApi, WorkflowJson } from '../../sandbox/n8n/api/api';
import type { TwilioEmulator } from '../../sandbox/twilio/server';
import { leadsTo, type StoredCredential } from './n8n';

/** An n8n, and the Twilio it talks to. */
export interface N8nPlace {
	/** Where Twilio reaches n8n. */
	readonly baseUrl: string;
	readonly api: N8nApi;
	readonly twilio: TwilioEmulator;
	/** For the emulator's account. */
	readonly credential: StoredCredential;
}

/** Publishes a workflow: a trigger, and nodes behind it, one after the other; `asListed` is their order in the JSON. */
export async function publish(
	{ baseUrl, api }: Pick<N8nPlace, 'baseUrl' | 'api'>,
	trigger: { readonly name: string; readonly webhookId: string },
	nodes: ReadonlyArray<{ readonly name: string }>,
	asListed: readonly object[] = [trigger, ...nodes],
) {
	const connections = inChain([trigger, ...nodes]);
	const workflow: WorkflowJson = { name: `test ${randomUUID()}`, nodes: asListed, connections };
	const { id } = await api.createWorkflow(workflow);
	await api.activate(id);
	const url = `${baseUrl}/webhook/${trigger.webhookId}`;
	return { id, messagesUrl: `${url}/messages`, callStatusUrl: `${url}/call-status` };
}

/** The connections of nodes each of which leads to the next. */
export function inChain(nodes: ReadonlyArray<{ readonly name: string }>) {
	const next = nodes.slice(1);
	return Object.fromEntries(next.map(({ name }, n) => [nodes[n]?.name ?? '', leadsTo(name)]));
}
