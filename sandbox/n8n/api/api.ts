import { credentialCalls } from './credentials';
import { executionCalls } from './executions';
import { nodeCalls } from './nodes';
import { signIn } from './session';
import { workflowCalls } from './workflows';

export type { Credential } from './credentials';
export { isFinished, type Execution, type ExecutionItem } from './executions';
export { OWNER } from './session';
export type { WorkflowJson } from './workflows';

export type N8nApi = Awaited<ReturnType<typeof connect>>;

/** n8n's own REST API as the owner, who is created on a new n8n. Every method throws a Refusal when n8n refuses. */
export async function connect(baseUrl: string) {
	const session = await signIn(baseUrl);
	return {
		...credentialCalls(session),
		...workflowCalls(session),
		...executionCalls(session),
		...nodeCalls(session),
	};
}
