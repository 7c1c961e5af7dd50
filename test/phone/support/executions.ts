import type { Execution, N8nApi } from '../../../sandbox/n8n/api/api';
import { poll } from '../../../sandbox/poll';

const TIMEOUT_MS = 15_000;

/** The finished execution of a workflow in which a node gave out the message with this SID. */
export async function executionWith(
	api: N8nApi,
	workflowId: string | undefined,
	nodeName: string,
	sid: string | undefined,
): Promise<Execution> {
	if (workflowId === undefined) throw new Error('There is no such workflow');
	return await poll(`An execution with ${sid}`, { timeoutMs: TIMEOUT_MS, everyMs: 100 }, async () =>
		(await api.waitForExecutions(workflowId, 1, TIMEOUT_MS)).find((execution) =>
			execution.itemsOf(nodeName).some(({ json }) => json['sid'] === sid),
		),
	);
}
