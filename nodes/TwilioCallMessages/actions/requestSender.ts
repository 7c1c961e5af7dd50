import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { connect } from '../descriptions/connection';
import type { TwilioCredential } from '../descriptions/credential';
import type { ItemOptions, RunOptions } from '../descriptions/sendingOptions';
import { idempotencyKey } from '../twilio/delivery/idempotencyKey';
import { isCallGone, TwilioRequestError } from '../twilio/rest/failure';
import type { CallRequest } from './callRequest';
import { nodeError } from './nodeError';

type SendRequest = (
	request: CallRequest,
	options: ItemOptions,
	itemIndex: number,
) => Promise<IDataObject>;

/**
 * Makes the function that sends one item's request: signed in, under its idempotency key, repeated
 * where that helps. Resolves with the JSON of the output item; rejects with an error n8n can show.
 */
export function requestSender(
	context: IExecuteFunctions,
	credential: TwilioCredential,
	runOptions: RunOptions,
): SendRequest {
	const http = connect(context, credential, {
		timeoutMs: runOptions.requestTimeoutMs,
		maxRetries: runOptions.maxRetries,
		signal: context.getExecutionCancelSignal(),
	});
	const keyOf = keysOfRun(context);
	return async (request, options, itemIndex) => {
		const { callSid } = request;
		const key = options.idempotencyKey ?? keyOf(itemIndex, callSid);
		return await request.send(http, key).catch(async (error: unknown) => {
			if (options.ignoreEndedCalls && isCallEnded(error)) return callEndedResult(request);
			return await Promise.reject(nodeError(context.getNode(), error, { itemIndex, callSid }));
		});
	};
}

function keysOfRun(context: IExecuteFunctions): (itemIndex: number, recipient: string) => string {
	const executionId: string | undefined = context.getExecutionId();
	const nodeId = context.getNode().id;
	const runIndex = Number(context.getWorkflowDataProxy(0)['$runIndex']);
	return (itemIndex, recipient) =>
		idempotencyKey({ executionId, nodeId, runIndex, itemIndex, recipient });
}

const isCallEnded = (error: unknown): boolean =>
	error instanceof TwilioRequestError && isCallGone(error.failure);

const callEndedResult = ({ resultWhenCallEnded, callSid }: CallRequest): IDataObject => ({
	...resultWhenCallEnded,
	reason: 'callEnded',
	call_sid: callSid,
});
