import { z } from 'zod';

import { Refusal } from '../../refusal';
import type { Credential, N8nApi, WorkflowJson } from './api';

export type Provisioning = {
	readonly credential: Credential;
	/** parsed JSON files as n8n's editor exports them */
	readonly workflows: readonly unknown[];
	/** Leaves an active workflow of the same name as it is, which saves n8n its activation. Default false. */
	readonly keepsActive?: boolean;
};

export type Provisioned = {
	readonly credentialId: string;
	readonly workflowIds: Readonly<Record<string, string>>;
};

const reference = z.object({ id: z.string().nullish(), name: z.string() });
const node = z.object({ credentials: z.record(reference).optional() }).passthrough();
const exported = z.object({
	name: z.string(),
	nodes: z.array(node),
	connections: z.record(z.unknown()),
	settings: z.record(z.unknown()).optional(),
});

/**
 * Brings the credential and the workflows into n8n and activates them; what has the same name is
 * updated, so it can run at every start. Nodes that use a credential of that type get this one.
 * A workflow that only a person can start, or that needs a credential only a person has, stays inactive.
 * Throws when another cannot be activated.
 */
export async function provision(
	api: N8nApi,
	{ credential, workflows, keepsActive = false }: Provisioning,
): Promise<Provisioned> {
	const credentialId = await saveCredential(api, credential);
	const existing = await api.listWorkflows();
	const workflowIds: Record<string, string> = {};
	for (const file of workflows) {
		const workflow = withCredential(exported.parse(file), { id: credentialId, ...credential });
		const known = existing.find(({ name }) => name === workflow.name);
		workflowIds[workflow.name] =
			keepsActive && known?.active ? known.id : await saveWorkflow(api, workflow, known?.id);
	}
	return { credentialId, workflowIds };
}

async function saveWorkflow(api: N8nApi, workflow: WorkflowJson, knownId?: string) {
	const { id } = await (knownId === undefined
		? api.createWorkflow(workflow)
		: api.updateWorkflow(knownId, workflow));
	await api.activate(id).catch(acceptThatItWaitsForAPerson);
	return id;
}

async function saveCredential(api: N8nApi, credential: Credential): Promise<string> {
	const known = (await api.listCredentials()).find(
		({ name, type }) => name === credential.name && type === credential.type,
	);
	const { id } = await (known
		? api.updateCredential(known.id, credential)
		: api.createCredential(credential));
	return id;
}

function withCredential(
	workflow: z.infer<typeof exported>,
	{ id, name, type }: Credential & { readonly id: string },
): WorkflowJson {
	const nodes = workflow.nodes.map((node) =>
		node.credentials?.[type] === undefined
			? node
			: { ...node, credentials: { ...node.credentials, [type]: { id, name } } },
	);
	return { ...workflow, nodes };
}

function acceptThatItWaitsForAPerson(error: unknown): void {
	const isExpected = /has no trigger node|Missing required credential/;
	if (error instanceof Refusal && isExpected.test(error.message)) return;
	throw error;
}
