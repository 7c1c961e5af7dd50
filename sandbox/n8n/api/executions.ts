import { z } from 'zod';
import { poll } from '../../poll';
import { Refusal } from '../../refusal';
import { parseExecution, type Execution } from './execution';
import type { Session } from './session';

export type { Execution, ExecutionItem } from './execution';

const EVERY_MS = 100;

const summary = z.object({ id: z.string(), status: z.string(), mode: z.string() });
const summaries = z.object({ results: z.array(summary) });

export type ExecutionSummary = z.infer<typeof summary>;

/** Whether an execution with this status will not change any more (`waiting` will). */
export function isFinished(status: string): boolean {
	return !['new', 'running', 'waiting', 'unknown'].includes(status);
}

/** Executions in n8n. */
export function executionCalls(session: Session) {
	const execution = async (id: string): Promise<Execution> =>
		parseExecution(await session('GET', `/rest/executions/${id}`));

	const executions = async (
		workflowId: string,
		only: { readonly status?: readonly string[] } = {},
	): Promise<ExecutionSummary[]> => {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, ...only }));
		const page = await session('GET', `/rest/executions?filter=${filter}&limit=100`);
		return summaries.parse(page).results;
	};

	return {
		execution,

		/** Cancels a running execution, as the button in the editor does. */
		stopExecution: async (id: string): Promise<void> => {
			await session('POST', `/rest/executions/${id}/stop`, {});
		},

		/** Retries a failed or crashed execution, as the list of executions does; resolves with the ID of the new one. */
		retryExecution: async (id: string): Promise<string> =>
			summary.parse(await session('POST', `/rest/executions/${id}/retry`, { loadWorkflow: false }))
				.id,

		/** As n8n itself does with executions that are not to be kept. */
		deleteExecution: async (id: string): Promise<void> => {
			await session('POST', '/rest/executions/delete', { ids: [id] });
		},

		/** The latest 100, newest first. */
		executions,

		/** Waits until `isReached(status)`: by default until it is finished, see isFinished(). */
		waitForExecution: async (id: string, timeoutMs: number, isReached = isFinished) =>
			await poll(`Execution ${id}`, { timeoutMs, everyMs: EVERY_MS }, async () => {
				const current = await execution(id).catch(unlessNotStoredYet);
				return current && isReached(current.status) ? current : undefined;
			}),

		/** Waits until at least `count` executions of a workflow are finished; oldest first. */
		waitForExecutions: async (workflowId: string, count: number, timeoutMs: number) => {
			const what = `${count} finished executions of workflow ${workflowId}`;
			const finished = await poll(what, { timeoutMs, everyMs: EVERY_MS }, async () => {
				const all = (await executions(workflowId)).filter(({ status }) => isFinished(status));
				return all.length >= count ? all : undefined;
			});
			return await Promise.all(finished.reverse().map(({ id }) => execution(id)));
		},
	};
}

/** n8n 2.20 fails when it is asked for an execution of which it has stored nothing yet. */
function unlessNotStoredYet(error: unknown): undefined {
	if (!(error instanceof Refusal) || error.status !== 500) throw error;
}
