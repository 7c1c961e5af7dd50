import { isFinished, type N8nApi, type WorkflowJson } from '../../sandbox/n8n/api/api';
import { until } from '../../sandbox/poll';
import type { TwilioEmulator } from '../../sandbox/twilio/server';
import { actionNode, startWorkflow, TIMEOUT_MS, type StoredCredential } from './n8n';
import { callOfItem } from './parameters';

const LIMITS = { timeoutMs: TIMEOUT_MS, everyMs: 50 };

/** The node under test, asking the call whose SID is in its item. */
export function askingNode(
	credential: StoredCredential,
	options: object = {},
	settings: object = {},
) {
	const parameters = {
		resource: 'message',
		operation: 'sendAndWaitForReply',
		callSid: callOfItem,
		contentMode: 'json',
		contentJson: '{ "type": "question", "text": "Do you agree?" }',
		options,
	};
	return actionNode(credential, parameters, settings);
}

/** Runs a workflow by hand until it waits, and resolves with the ID of its execution. */
export async function startAsking(api: N8nApi, workflow: WorkflowJson): Promise<string> {
	const executionId = await startWorkflow(api, workflow);
	await untilWaiting(api, executionId);
	return executionId;
}

/** Rejects when the execution ends instead, with its error. */
export async function untilWaiting(api: N8nApi, executionId: string): Promise<void> {
	const { status, error } = await api.waitForExecution(
		executionId,
		TIMEOUT_MS,
		(reached) => reached === 'waiting' || isFinished(reached),
	);
	if (status !== 'waiting') throw new Error(`It does not wait: ${error?.message ?? status}`);
}

/** Resolves once the person on a call has heard so many messages. */
export async function untilHeard(
	{ phone }: TwilioEmulator,
	callSid: string,
	count: number,
): Promise<void> {
	await until(
		`Message ${count} to ${callSid}`,
		LIMITS,
		() => phone.heardBy(callSid).length >= count,
	);
}

/** What Twilio was answered, attempt by attempt, for what was said on a call. */
export const answersTo = ({ deliveries }: TwilioEmulator, callSid: string) =>
	deliveries.filter((delivery) => delivery.callSid === callSid).map(({ status }) => status);
