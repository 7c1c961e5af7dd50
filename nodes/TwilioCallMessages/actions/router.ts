import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { readUsableCredential } from '../descriptions/credential';
import { readRunOptions } from '../descriptions/sendingOptions';
import { runPerCall, type CallStep, type StepOutcome } from '../twilio/delivery/perCallQueue';
import { errorItem, resultItem } from './items';
import { nodeError } from './nodeError';
import { prepareItems } from './prepareItems';
import { requestSender } from './requestSender';

/**
 * Runs the chosen operation for all items: checks every item first, sends call by call, and gives one
 * output item per input item in input order. Without Continue On Fail a bad item stops the run before
 * anything is sent, and the lowest item that failed is thrown.
 */
export async function router(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const credential = await readUsableCredential(context);
	const runOptions = readRunOptions(context);
	const stopOnFailure = !context.continueOnFail();

	const prepared = prepareItems(context, credential);
	const invalid = prepared.find(({ error }) => error !== undefined);
	if (stopOnFailure && invalid?.error) throw invalid.error;

	const send = requestSender(context, credential, runOptions);
	const steps = prepared.map((item, index) =>
		item.error
			? failedStep(item.error, index)
			: {
					callSid: item.request.callSid,
					run: async () => await send(item.request, item.options, index),
				},
	);
	const outcomes = await runPerCall(steps, {
		maxConcurrentCalls: runOptions.maxConcurrentCalls,
		stopOnFailure,
		isCancelled: () => context.getExecutionCancelSignal()?.aborted === true,
	});
	return [outcomes.flatMap((outcome, index) => outputItems(context, outcomes, outcome, index))];
}

/** A bad item belongs to no call: it waits for nobody, and nobody waits for it. */
function failedStep(error: Error, index: number): CallStep<IDataObject> {
	return { callSid: `item ${index}`, run: async () => await Promise.reject(error) };
}

function outputItems(
	context: IExecuteFunctions,
	outcomes: ReadonlyArray<StepOutcome<IDataObject>>,
	outcome: StepOutcome<IDataObject>,
	index: number,
): INodeExecutionData[] {
	if (outcome.status === 'done') return [resultItem(outcome.value, index)];
	if (outcome.status === 'notStarted') return [];

	const error = nodeError(context.getNode(), outcome.error, { itemIndex: index });
	if (context.continueOnFail()) return [errorItem(error, index)];
	const sent = outcomes.filter(({ status }) => status === 'done').length;
	error.description =
		`${error.description ?? ''} When the run stopped, ${sent} of ${outcomes.length} items had been sent.`.trim();
	throw error;
}
