import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { explain } from '../twilio/rest/errors';
import { TwilioRequestError } from '../twilio/rest/failure';

const MAY_BE_DONE =
	"It may have been carried out all the same. Retry On Fail, in the node's settings, repeats it safely.";

/** The item an error belongs to, and the call its request was for. */
export interface FailedItem {
	readonly itemIndex: number;
	readonly callSid?: string | undefined;
	/** What else helps. */
	readonly advice?: string | undefined;
}

/** Turns whatever a request threw into an error n8n can show: what happened, what to do, which item and call. */
export function nodeError(
	node: INode,
	error: unknown,
	item: FailedItem,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
	if (error instanceof TwilioRequestError) return apiError(node, error, item);
	return new NodeOperationError(node, error instanceof Error ? error : String(error), {
		itemIndex: item.itemIndex,
	});
}

function apiError(
	node: INode,
	{ failure, attempts, mayBeDone }: TwilioRequestError,
	{ itemIndex, callSid, advice }: FailedItem,
): NodeApiError {
	const { message, description } = explain(failure);
	const isRefusal = failure.kind === 'refused';
	const sentences = [
		description,
		mayBeDone && MAY_BE_DONE,
		advice ?? (callSid !== undefined && `Call ${callSid}.`),
		attempts > 1 && `Tried ${attempts} times.`,
	];
	// From a plain object: built from the error of n8n's helper, it would keep that error's text and request.
	const error = new NodeApiError(node, isRefusal ? { httpCode: String(failure.status) } : {}, {
		message: `${message} [item ${itemIndex}]`,
		description: sentences.filter((sentence) => sentence !== false).join(' '),
		itemIndex,
	});
	if (isRefusal && failure.code !== undefined) error.context['twilioCode'] = failure.code;
	if (callSid !== undefined) error.context['callSid'] = callSid;
	return error;
}
