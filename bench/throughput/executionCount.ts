import type { N8nApi } from '../../sandbox/n8n/api/api';
import { poll } from '../../sandbox/poll';

const STARTED_WITHIN = { timeoutMs: 30_000, everyMs: 200 };

/**
 * Runs `work`, which says how many requests were answered, and proves that each started an execution, or none did: n8n
 * numbers executions one after another, whether it keeps them or not, so a run by hand before and after reads the counter.
 * `work` gets the last number before its own.
 */
export async function provingExecutions<T extends { readonly answered: number }>(
	counter: ExecutionCounter,
	isStarting: boolean,
	work: (before: number) => Promise<T>,
): Promise<T> {
	const before = await counter();
	const result = await work(before);
	const started = (await counter()) - before - 1;
	if (started === (isStarting ? result.answered : 0)) return result;
	throw new Error(`${result.answered} callbacks were answered, but started ${started} executions`);
}

/** The number of the execution it starts and waits for. */
export type ExecutionCounter = () => Promise<number>;

export async function createExecutionCounter(api: N8nApi): Promise<ExecutionCounter> {
	const node = {
		id: 'start',
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const { id } = await api.createWorkflow({ name: 'Counter', nodes: [node], connections: {} });
	return async () => {
		const started = await api.run(id, node.name);
		if (!('executionId' in started)) throw new Error('The counting workflow did not start');
		await api.waitForExecution(started.executionId, STARTED_WITHIN.timeoutMs);
		return Number(started.executionId);
	};
}

/** Waits until no execution of a workflow runs any more. Throws when one failed. */
export async function requireNoFailure(api: N8nApi, workflowId: string): Promise<void> {
	const statuses = await poll('End of the executions', STARTED_WITHIN, async () => {
		const latest = (await api.executions(workflowId)).map(({ status }) => status);
		return latest.some((status) => status === 'running' || status === 'new') ? undefined : latest;
	});
	const failed = statuses.filter((status) => status !== 'success');
	if (failed.length > 0) throw new Error(`Of the latest executions some ended with ${failed[0]}`);
}
