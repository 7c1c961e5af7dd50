import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	NodeApiError,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { connect } from '../descriptions/connection';
import { readUsableCredential, type TwilioCredential } from '../descriptions/credential';
import { readRunOptions, type RunOptions } from '../descriptions/sendingOptions';
import { isTool } from '../descriptions/toolCall';
import { runPerCall, type StepOutcome } from '../twilio/delivery/perCallQueue';
import { limiter } from '../twilio/rest/limiter';
import type { TwilioHttp } from '../twilio/rest/request';
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
 * Runs the chosen operation for all items. Where the node may not throw, whatever keeps it from running at all leaves as a
 * failure of every item: n8n would take a node that throws then for one that succeeded, and pass its input on.
 */
export async function router(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const mayThrow = !continuesOnFailure(context);
	try {
		return [await outputOf(context, mayThrow)];
	} catch (error) {
		if (mayThrow || isCancelled(context))
			throw nodeError(context.getNode(), error, { itemIndex: 0 });
		return [
			context
				.getInputData()
				.map((_, itemIndex) =>
					errorItem(nodeError(context.getNode(), error, { itemIndex }), itemIndex),
				),
		];
	}
}

/**
 * Checks every item and finds out whom it goes to, sends call by call, and gives the output items in input order, one per
 * recipient. Where the node may throw, a bad item stops the run before anything is sent, and the lowest item that
 * failed is thrown.
 */
async function outputOf(
	context: IExecuteFunctions,
	stopOnFailure: boolean,
): Promise<INodeExecutionData[]> {
	const credential = await readUsableCredential(context);
	const runOptions = readRunOptions(context);
	const queue = {
		maxConcurrentCalls: runOptions.maxConcurrentCalls,
		stopOnFailure,
		isCancelled: () => isCancelled(context),
	};
	const { http, adviceOn } = connections(context, credential, runOptions);
	const prepared = prepareItems(context, credential);
	if (stopOnFailure) throwFirstError(prepared);

	const targets = prepared.flatMap(({ request }) => request?.target ?? []);
	const recipients = await recipientsOf(targets, callLookups(http), queue);
	const plans = planItems(context, prepared, recipients, requestsOf(context, http, adviceOn));
	if (stopOnFailure) throwFirstError(plans);

	const steps = plans.flatMap(stepsOf);
	const outcomes = await runPerCall(steps, queue);
	if (stopOnFailure) throwFirstFailure(context, steps, outcomes);
	const output = steps.flatMap(({ itemIndex }, step) =>
		outputItems(context, outcomes[step], itemIndex),
	);
	return stopOnFailure ? output : [...output, ...itemsLeftOut(context, prepared.length)];
}

/** The items behind the first one, for an operation that is for that only. When it waits, n8n passes on the reply alone. */
function itemsLeftOut(context: IExecuteFunctions, from: number): INodeExecutionData[] {
	return context
		.getInputData()
		.slice(from)
		.map((_, index) => {
			const itemIndex = from + index;
			const error = new NodeOperationError(
				context.getNode(),
				`Nothing was asked for this item [item ${itemIndex}]`,
				{
					itemIndex,
					description:
						'An execution waits once, so this operation asks for the first item only. Put it into a loop to ask several calls.',
				},
			);
			return errorItem(error, itemIndex);
		});
}

const isCancelled = (context: IExecuteFunctions): boolean =>
	context.getExecutionCancelSignal()?.aborted === true;

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
	{ requestTimeoutMs: timeoutMs, maxRetries, maxConcurrentCalls }: RunOptions,
) {
	const signal = context.getExecutionCancelSignal();
	// One for all: a call is sent one request at a time, but what is looked up for it may be hundreds.
	const inTurn = limiter(maxConcurrentCalls);
	const limited =
		(http: TwilioHttp): TwilioHttp =>
		async (request) =>
			await inTurn(async () => await http(request));
	const forAdvice = connect(context, credential, { ...ADVICE, signal });
	return {
		http: limited(connect(context, credential, { timeoutMs, maxRetries, signal })),
		adviceOn: legAdvice(callLookups(limited(forAdvice))),
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
