import { actionNode, runWorkflow, workflowWith } from '../../support/n8n';
import { sendNumber } from '../../support/parameters';
import type { Stage } from './phoneTest';

/** Has a workflow of its own send a message to a call, run by hand as in the editor. */
export async function sendByHand(
	{ api, credential }: Stage,
	callSid: string,
	content: object,
	options: object = {},
) {
	const contentJson = JSON.stringify(content);
	const node = actionNode(credential, { ...sendNumber(), contentJson, options });
	const execution = await runWorkflow(api, workflowWith(node, [{ sid: callSid }]));
	const { status, error } = execution;
	return { status, error, items: execution.itemsOf(node.name).map(({ json }) => json) };
}
