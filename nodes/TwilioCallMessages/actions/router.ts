import type { IExecuteFunctions, INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { readCredential, type TwilioCredential } from '../descriptions/credential';
import { invalidField } from '../descriptions/invalidField';
import { readText } from '../descriptions/parameters';
import { readItemOptions, readRunOptions, type ItemOptions } from '../descriptions/sendingOptions';
import { runPerCall, type StepOutcome } from '../twilio/delivery/perCallQueue';
import type { CallRequest } from './callRequest';
import { errorItem, resultItem } from './items';
import * as message from './message';
import { nodeError } from './nodeError';
import { requestSender } from './requestSender';
import * as subscription from './subscription';

const RESOURCES: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
	message: message.operations,
	subscription: subscription.operations,
};

interface Operation {
	readonly prepare: (
		context: IExecuteFunctions,
		itemIndex: number,
		credential: TwilioCredential,
	) => CallRequest;
}

/** An item that is ready to send, or why it is not. */
type Prepared =
	| { readonly request: CallRequest; readonly options: ItemOptions }
	| { readonly error: NodeApiError | NodeOperationError };

/**
 * Runs the chosen operation for all items: checks every item first, sends call by call, and gives one
 * output item per input item in input order. Without Continue On Fail a bad item stops the run before
 * anything is sent, and the lowest item that failed is thrown.
 */
export async function router(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const credential = await readCredential(context);
	const runOptions = readRunOptions(context);
	const stopOnFailure = !context.continueOnFail();

	const prepared = refuseSharedKeys(context, prepareItems(context, credential));
	const invalid = prepared.find((item) => 'error' in item);
	if (stopOnFailure && invalid !== undefined && 'error' in invalid) throw invalid.error;

	const send = requestSender(context, credential, runOptions);
	const steps = prepared.map((item, index) => ({
		// A bad item is nobody's message: it gets a lane of its own.
		callSid: 'request' in item ? item.request.callSid : `item ${index}`,
		run: async () => {
			if ('error' in item) throw item.error;
			return await send(item.request, item.options, index);
		},
	}));
	const outcomes = await runPerCall(steps, {
		maxConcurrentCalls: runOptions.maxConcurrentCalls,
		stopOnFailure,
		isCancelled: () => context.getExecutionCancelSignal()?.aborted === true,
	});
	return [outcomes.flatMap((outcome, index) => outputItems(context, outcomes, outcome, index))];
}

function prepareItems(context: IExecuteFunctions, credential: TwilioCredential): Prepared[] {
	const operation = chosenOperation(context);
	return context.getInputData().map((_, itemIndex): Prepared => {
		try {
			const request = operation.prepare(context, itemIndex, credential);
			return { request, options: readItemOptions(context, itemIndex) };
		} catch (error) {
			return { error: nodeError(context.getNode(), error, itemIndex) };
		}
	});
}

function chosenOperation(context: IExecuteFunctions): Operation {
	const [resource, operation] = [
		readText(context, 'resource', 0),
		readText(context, 'operation', 0),
	];
	const chosen = RESOURCES[resource]?.[operation];
	if (chosen !== undefined) return chosen;
	throw new NodeOperationError(
		context.getNode(),
		`The operation "${operation}" of "${resource}" does not exist`,
		{ description: 'Choose Resource and Operation again.' },
	);
}

/** Twilio takes requests under one key for one request, so a key on several items would lose messages. */
function refuseSharedKeys(context: IExecuteFunctions, prepared: Prepared[]): Prepared[] {
	const seen = new Set<string>();
	return prepared.map((item, itemIndex) => {
		const key = 'request' in item ? item.options.idempotencyKey : undefined;
		if (key === undefined) return item;
		if (!seen.has(key)) {
			seen.add(key);
			return item;
		}
		const error = invalidField(context, itemIndex, 'Idempotency Key', {
			problem: 'is the same as that of an earlier item',
			remedy:
				'Twilio would take both for one message. Use an expression that differs for every item, or remove the option.',
		});
		return { error };
	});
}

function outputItems<T extends INodeExecutionData['json']>(
	context: IExecuteFunctions,
	outcomes: ReadonlyArray<StepOutcome<T>>,
	outcome: StepOutcome<T>,
	index: number,
): INodeExecutionData[] {
	if (outcome.status === 'done') return [resultItem(outcome.value, index)];
	if (outcome.status === 'notStarted') return [];

	const error = nodeError(context.getNode(), outcome.error, index);
	if (context.continueOnFail()) return [errorItem(error, index)];
	const sent = outcomes.filter(({ status }) => status === 'done').length;
	error.description =
		`${error.description ?? ''} Before this failure ${sent} of ${outcomes.length} items had been sent.`.trim();
	throw error;
}
