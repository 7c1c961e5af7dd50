import type { INode, INodeExecutionData } from 'n8n-workflow';

import { nodeError } from '../n8n/nodeError';
import type { Run } from '../n8n/run';
import type { Problem } from '../twilio/result';
import type { Output } from './deliver';
import { failedOnes, type ItemResult } from './itemResult';

/** Writes the output items. Where the node may throw, it throws the failure of the lowest item that failed. */
export function write(
	{ node, mayThrow }: Run,
	results: ReadonlyArray<ItemResult<Output>>,
): INodeExecutionData[] {
	const [failure] = failedOnes(results);
	if (mayThrow && failure) throw nodeError(node, failure.problem);
	return results.flatMap((result) => {
		const pairedItem = { item: result.itemIndex };
		if (!result.ok) return [{ json: failureOf(node, result.problem), pairedItem }];
		return result.value.map((json) => ({ json, pairedItem }));
	});
}

/**
 * The JSON of an item that failed, for Continue On Fail and the error output. On the error output n8n adds the fields of
 * the input item, but before n8n 2.34.6 only to an item without anything beside `error`, and takes others for good ones
 * (`handleNodeErrorOutput` in n8n-core).
 */
function failureOf(node: INode, problem: Problem) {
	const { message, description, context } = nodeError(node, problem);
	const { twilioCode: code, callSid } = context;
	return {
		error: {
			message,
			description: description ?? '',
			...(typeof code === 'number' && { code }),
			...(typeof callSid === 'string' && { call_sid: callSid }),
		},
	};
}
