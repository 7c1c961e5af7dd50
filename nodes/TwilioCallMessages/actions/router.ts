import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

import { connect } from '../descriptions/connection';
import { readUsableCredential, type TwilioCredential } from '../descriptions/credential';
import { readRunOptions, type RunOptions } from '../descriptions/sendingOptions';
import { isTool } from '../descriptions/toolCall';
import { runPerCall, type StepOutcome } from '../twilio/delivery/perCallQueue';
import { errorItem, resultItem } from './items';
import { legAdvice } from './legAdvice';
import { callLookups } from './lookups';
import { nodeError } from './nodeError';
import { planItems, stepsOf, type ItemStep } from './planItems';
import { prepareItems } from './prepareItems';
import { recipientsOf } from './recipientsOf';
import { requestsOf } from './requests';

/** A lookup that only improves an error must not delay it for long. */
const ADVICE = { timeoutMs: 5_000, maxRetries: 0 } as const;

/**
 * Runs the chosen operation for all items: checks every item and finds out whom it goes to, sends call by call, and
 * gives the output items in input order, one per recipient. Without Continue On Fail a bad item stops the run before
 * anything is sent, and the lowest item that failed is thrown.
 */
export async function router(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const credential = await readUsableCredential(context);
	const runOptions = readRunOptions(context);
	const queue = queueOptions(context, runOptions);
	const prepared = prepareItems(context, credential);
	if (queue.stopOnFailure) throwFirstError(prepared);

	const { http, adviceOn } = connections(context, credential, runOptions);
	const targets = prepared.flatMap(({ request }) => request?.target ?? []);
	const recipients = await recipientsOf(targets, callLookups(http), queue);
	const plans = planItems(context, prepared, recipients, requestsOf(context, http, adviceOn));
	if (queue.stopOnFailure) throwFirstError(plans);

	const steps = plans.flatMap(stepsOf);
	const outcomes = await runPerCall(steps, queue);
	if (queue.stopOnFailure) throwFirstFailure(context, steps, outcomes);
	return [steps.flatMap(({ itemIndex }, step) => outputItems(context, outcomes[step], itemIndex))];
}

function queueOptions(context: IExecuteFunctions, { maxConcurrentCalls }: RunOptions) {
	return {
		maxConcurrentCalls,
		stopOnFailure: !continuesOnFailure(context),
		isCancelled: () => context.getExecutionCancelSignal()?.aborted === true,
	};
}

/**
 * An AI agent passes on an item that says what happened and what to do, but of a thrown error little or nothing; an
 * MCP client, which has no execution, gets all of it.
 */
function continuesOnFailure(context: IExecuteFunctions): boolean {
	const executionId: string | undefined = context.getExecutionId();
	const isToolOfAgent = isTool(context) && executionId !== undefined;
	return context.continueOnFail() || (isToolOfAgent && context.getNode().onError === undefined);
}

function connections(
	context: IExecuteFunctions,
	credential: TwilioCredential,
	{ requestTimeoutMs: timeoutMs, maxRetries }: RunOptions,
) {
	const signal = context.getExecutionCancelSignal();
	const forAdvice = connect(context, credential, { ...ADVICE, signal });
	return {
		http: connect(context, credential, { timeoutMs, maxRetries, signal }),
		adviceOn: legAdvice(callLookups(forAdvice)),
	};
}

function throwFirstError(
	items: ReadonlyArray<{ readonly error?: NodeApiError | NodeOperationError | undefined }>,
): void {
	const failed = items.find(({ error }) => error !== undefined);
	if (failed?.error) throw failed.error;
}

function throwFirstFailure(
	context: IExecuteFunctions,
	steps: readonly ItemStep[],
	outcomes: ReadonlyArray<StepOutcome<readonly IDataObject[]>>,
): void {
	const step = outcomes.findIndex(({ status }) => status === 'failed');
	const [outcome, failed] = [outcomes[step], steps[step]];
	if (outcome?.status !== 'failed' || failed === undefined) return;

	const error = nodeError(context.getNode(), outcome.error, { itemIndex: failed.itemIndex });
	const done = outcomes.filter(({ status }) => status === 'done').length;
	error.description =
		`${error.description ?? ''} When the run stopped, ${done} of ${outcomes.length} requests had been carried out.`.trim();
	throw error;
}

function outputItems(
	context: IExecuteFunctions,
	outcome: StepOutcome<readonly IDataObject[]> | undefined,
	itemIndex: number,
): INodeExecutionData[] {
	if (outcome === undefined || outcome.status === 'notStarted') return [];
	if (outcome.status === 'done') return outcome.value.map((json) => resultItem(json, itemIndex));
	return [errorItem(nodeError(context.getNode(), outcome.error, { itemIndex }), itemIndex)];
}
