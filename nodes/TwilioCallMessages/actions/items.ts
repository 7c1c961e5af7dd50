import type {
	IDataObject,
	INodeExecutionData,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

/** The output item of a request that succeeded. */
export function resultItem(json: IDataObject, item: number): INodeExecutionData {
	return { json, pairedItem: { item } };
}

/**
 * The output item of a request that failed, for Continue On Fail and the error output. On the error output
 * n8n adds the fields of the input item, but only to an item that has no `error` beside its `json` and no
 * other fields in it than these (`handleNodeErrorOutput` in n8n-core).
 */
export function errorItem(
	error: NodeApiError | NodeOperationError,
	item: number,
): INodeExecutionData {
	const { message, description, context } = error;
	const { twilioCode: code, callSid } = context;
	const details = {
		description: description ?? '',
		...(typeof code === 'number' && { code }),
		...(typeof callSid === 'string' && { call_sid: callSid }),
	};
	return { json: { error: message, details }, pairedItem: { item } };
}
