import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { Problem } from '../twilio/result';

/** The error that n8n shows for a problem: what happened, what to do, which item and call. */
export function nodeError(node: INode, problem: Problem): NodeApiError | NodeOperationError {
	const error = errorOf(node, problem);
	if (problem.progress !== undefined) {
		error.description = `${error.description ?? ''} ${problem.progress}`.trim();
	}
	return error;
}

function errorOf(node: INode, problem: Problem): NodeApiError | NodeOperationError {
	const { cause, failure } = problem;
	if (cause instanceof NodeOperationError || cause instanceof NodeApiError) return cause;
	return failure === undefined ? operationError(node, problem) : apiError(node, problem);
}

function operationError(node: INode, problem: Problem): NodeOperationError {
	const { cause, remedy } = problem;
	if (cause instanceof Error) return new NodeOperationError(node, cause, itemOf(problem));
	return new NodeOperationError(node, messageOf(problem), {
		...itemOf(problem),
		description: remedy,
	});
}

function apiError(node: INode, problem: Problem): NodeApiError {
	const { failure, callSid, attempts = 1, remedy } = problem;
	const isRefusal = failure?.kind === 'refused';
	const sentences = [
		remedy,
		callSid !== undefined && !remedy.includes(callSid) && `Call ${callSid}.`,
		attempts > 1 && `Tried ${attempts} times.`,
	];
	// From a plain object: built from the error of n8n's helper, it would keep that error's text and request.
	const error = new NodeApiError(node, isRefusal ? { httpCode: String(failure.status) } : {}, {
		message: messageOf(problem),
		description: sentences.filter((sentence) => sentence !== false).join(' '),
		...itemOf(problem),
	});
	if (isRefusal && failure.code !== undefined) error.context['twilioCode'] = failure.code;
	if (callSid !== undefined) error.context['callSid'] = callSid;
	return error;
}

const messageOf = ({ problem, itemIndex }: Problem) =>
	itemIndex === undefined ? problem : `${problem} [item ${itemIndex}]`;

const itemOf = ({ itemIndex }: Problem) => (itemIndex === undefined ? {} : { itemIndex });
