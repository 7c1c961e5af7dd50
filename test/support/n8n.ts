import { randomUUID } from 'node:crypto';

import { connect, type N8nApi, type WorkflowJson } from '../../sandbox/n8n/api/api';
import type { TwilioEmulator } from '../../sandbox/twilio/server';
import { credentialFor } from '../../sandbox/credential';

export const TIMEOUT_MS = 30_000;

/** The n8n of this test run. Throws when the end-to-end set-up did not run. */
export function n8nUrl(): string {
	const url = process.env['E2E_N8N_URL'];
	if (url === undefined) throw new Error('No n8n: run the end-to-end tests with npm test -- e2e');
	return url;
}

/** Signs in to the n8n of this test run. */
export async function connectN8n(): Promise<N8nApi> {
	return await connect(n8nUrl());
}

/** Stores a credential for the emulator's account and returns how nodes refer to it. */
export async function createCredential(
	api: N8nApi,
	twilio: TwilioEmulator,
	changes: Readonly<Record<string, unknown>> = {},
) {
	const credential = credentialFor(twilio);
	const data = { ...credential.data, ...changes };
	const name = `${credential.name} ${randomUUID()}`;
	const { id } = await api.createCredential({ ...credential, name, data });
	return { id, name, type: credential.type, data };
}

export type StoredCredential = Awaited<ReturnType<typeof createCredential>>;

const reference = ({ id, name }: StoredCredential) => ({ twilioCallMessagesApi: { id, name } });

/** The node under test, as the editor stores it. */
export function actionNode(
	credential: StoredCredential,
	parameters: object,
	settings: object = {},
) {
	return {
		id: randomUUID(),
		name: 'Twilio Call Messages',
		type: 'n8n-nodes-twilio-call-messages.twilioCallMessages',
		typeVersion: 1,
		position: [600, 0],
		parameters,
		credentials: reference(credential),
		...settings,
	};
}

/** One of n8n's own nodes, as the editor stores it. */
export function builtInNode(name: string, type: string, typeVersion: number, parameters: object) {
	return {
		id: randomUUID(),
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion,
		position: [0, 0],
		parameters,
	};
}

/** The connections of a node whose items go to one other. */
export function leadsTo(node: string) {
	return { main: [[{ node, type: 'main', index: 0 }]] };
}

/** A workflow that feeds items to a node when it is run by hand. */
export function workflowWith(
	node: { readonly name: string },
	items: readonly object[],
): WorkflowJson {
	return {
		name: `test ${randomUUID()}`,
		nodes: [
			builtInNode('Start', 'manualTrigger', 1, {}),
			builtInNode('Items', 'set', 3.4, {
				mode: 'raw',
				jsonOutput: JSON.stringify({ items }),
				options: {},
			}),
			builtInNode('Split', 'splitOut', 1, { fieldToSplitOut: 'items', options: {} }),
			node,
		],
		connections: {
			Start: leadsTo('Items'),
			Items: leadsTo('Split'),
			Split: leadsTo(node.name),
		},
	};
}

/** Runs a stored workflow by hand and resolves with the ID of the execution. */
export async function startById(api: N8nApi, workflowId: string): Promise<string> {
	const started = await api.run(workflowId, 'Start');
	if (!('executionId' in started)) throw new Error('The workflow did not start');
	return started.executionId;
}

/** The same with a new workflow. */
export async function startWorkflow(api: N8nApi, workflow: WorkflowJson): Promise<string> {
	const { id } = await api.createWorkflow(workflow);
	return await startById(api, id);
}

/** Runs a workflow by hand and waits for its end. */
export async function runWorkflow(api: N8nApi, workflow: WorkflowJson) {
	return await api.waitForExecution(await startWorkflow(api, workflow), TIMEOUT_MS);
}

/** The trigger under test, as the editor stores it. */
export function triggerNode(credential: StoredCredential, parameters: object = {}) {
	return {
		id: randomUUID(),
		name: 'Trigger',
		type: 'n8n-nodes-twilio-call-messages.twilioCallMessagesTrigger',
		typeVersion: 1.1,
		position: [0, 0],
		webhookId: randomUUID(),
		parameters,
		credentials: reference(credential),
	};
}

/** A workflow with nothing but our trigger, and the URL Twilio would call. */
export function triggerWorkflow(credential: StoredCredential, parameters: object = {}) {
	const node = triggerNode(credential, parameters);
	const { webhookId } = node;
	const workflow: WorkflowJson = { name: `test ${webhookId}`, nodes: [node], connections: {} };
	return {
		workflow,
		productionUrl: `${n8nUrl()}/webhook/${webhookId}/messages`,
		testUrl: `${n8nUrl()}/webhook-test/${webhookId}/messages`,
	};
}
