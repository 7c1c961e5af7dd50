import { z } from 'zod';

import { Refusal } from '../../refusal';
import { poll } from '../../poll';
import type { Session } from './session';

/** A workflow as the editor exports it. */
export type WorkflowJson = {
	readonly name: string;
	readonly nodes: readonly object[];
	readonly connections: object;
	readonly settings?: object | undefined;
};

/** n8n tries a failing activation for about 15 s before it gives up. */
const PUBLICATION = { timeoutMs: 60_000, everyMs: 100 };

const stored = z.object({ id: z.string(), name: z.string(), active: z.boolean() });
const version = z.object({ versionId: z.string() });
const publication = z.object({
	status: z.string(),
	triggers: z.array(z.object({ errorMessage: z.string().nullish() })).default([]),
});
const started = z.union([
	z.object({ executionId: z.string() }).strict(),
	z.object({ waitingForWebhook: z.literal(true) }).strict(),
]);

/** Workflows in n8n. */
export function workflowCalls(session: Session) {
	const at = (id: string) => `/rest/workflows/${id}`;

	const deactivate = async (id: string): Promise<void> => {
		await session('POST', `${at(id)}/deactivate`, {});
		await settledPublication(session, id);
	};

	return {
		createWorkflow: async (workflow: WorkflowJson) => {
			const body = { ...editable(workflow), active: false }; // n8n 1.x requires `active`
			return stored.parse(await session('POST', '/rest/workflows', body));
		},

		/** Replaces the draft; an active workflow runs its old version until activate(). */
		updateWorkflow: async (id: string, workflow: WorkflowJson) =>
			stored.parse(await session('PATCH', at(id), editable(workflow))),

		listWorkflows: async () => z.array(stored).parse(await session('GET', '/rest/workflows')),

		/** Publishes the current version and waits for its triggers. Throws with their error messages. */
		activate: async (id: string): Promise<void> => {
			const { versionId } = version.parse(await session('GET', at(id)));
			await switchOn(session, id, versionId);
			const { status, triggers } = await settledPublication(session, id);
			if (status !== 'failed' && status !== 'partial') return;
			const reasons = triggers.flatMap(({ errorMessage }) => errorMessage ?? []);
			throw new Error(`Workflow ${id} was not activated: ${reasons.join('; ')}`);
		},

		deactivate,

		/** Deactivates and removes a workflow for good. */
		deleteWorkflow: async (id: string): Promise<void> => {
			await deactivate(id);
			await session('POST', `${at(id)}/archive`, {});
			await session('DELETE', at(id));
		},

		/** Runs by hand from a trigger node; a webhook trigger starts to listen for a test request instead. */
		run: async (id: string, triggerName: string) => {
			const workflowData = await session('GET', at(id)); // n8n 1.x runs what it is sent
			const body = { workflowData, triggerToStartFrom: { name: triggerName } };
			return started.parse(await session('POST', `${at(id)}/run`, body));
		},
	};
}

function editable({ name, nodes, connections, settings }: WorkflowJson): object {
	return { name, nodes, connections, settings: { executionOrder: 'v1', ...settings } };
}

// Since 2.x n8n answers before it has run the triggers' webhook methods; before, this address did not exist.
async function settledPublication(
	session: Session,
	id: string,
): Promise<z.infer<typeof publication>> {
	return await poll(`Publication of workflow ${id}`, PUBLICATION, async () => {
		const answer = await session('GET', `/rest/workflows/${id}/publication-status`).catch(
			synchronous,
		);
		const { status, triggers } = publication.parse(answer);
		return status === 'in_progress' ? undefined : { status, triggers };
	});
}

/** n8n 1.110 has no such address, and takes it for a change of the workflow. */
async function switchOn(session: Session, id: string, versionId: string): Promise<void> {
	const at = `/rest/workflows/${id}`;
	await session('POST', `${at}/activate`, { versionId }).catch(async (error: unknown) => {
		if (!isNotFound(error)) throw error;
		await session('PATCH', at, { versionId, active: true });
	});
}

function synchronous(error: unknown): { status: string } {
	if (isNotFound(error)) return { status: 'synchronous' };
	throw error;
}

const isNotFound = (error: unknown) => error instanceof Refusal && error.status === 404;
