import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { explain } from '../twilio/rest/errors';
import { type Failure, TwilioRequestError } from '../twilio/rest/failure';

/** Turns whatever a request threw into an error n8n can show: what happened, what to do, which item. */
export function nodeError(
	node: INode,
	error: unknown,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeOperationError) return error;
	if (error instanceof TwilioRequestError) return apiError(node, error.failure, itemIndex);
	return new NodeOperationError(node, error instanceof Error ? error : String(error), {
		itemIndex,
	});
}

function apiError(node: INode, failure: Failure, itemIndex: number): NodeApiError {
	const { message, description } = explain(failure);
	const isRefusal = failure.kind === 'refused';
	// From a plain object: built from the error of n8n's helper, it would keep that error's text and request.
	const error = new NodeApiError(node, isRefusal ? { httpCode: String(failure.status) } : {}, {
		message: `${message} [item ${itemIndex}]`,
		description,
		itemIndex,
	});
	if (isRefusal && failure.code !== undefined) error.context['twilioCode'] = failure.code;
	return error;
}
