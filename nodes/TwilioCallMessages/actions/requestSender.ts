import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { connect } from '../descriptions/connection';
import type { TwilioCredential } from '../descriptions/credential';
import type { ItemOptions, RunOptions } from '../descriptions/sendingOptions';
import { idempotencyKey } from '../twilio/delivery/idempotencyKey';
import { isCallGone, TwilioRequestError } from '../twilio/rest/failure';
import type { CallRequest } from './callRequest';

type SendRequest = (
	request: CallRequest,
	options: ItemOptions,
	itemIndex: number,
) => Promise<IDataObject>;

/**
 * Makes the function that sends one item's request: signed in, under its idempotency key, repeated
 * where that helps. Resolves with the JSON of the output item; rejects with TwilioRequestError.
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
		const key = options.idempotencyKey ?? keyOf(itemIndex, request.callSid);
		const sent = request.send(http, key);
		return options.ignoreEndedCalls ? await endedCallAsResult(request, sent) : await sent;
	};
}

function keysOfRun(context: IExecuteFunctions): (itemIndex: number, recipient: string) => string {
	const executionId: string | undefined = context.getExecutionId();
	const nodeId = context.getNode().id;
	const runIndex = Number(context.evaluateExpression('{{ $runIndex }}', 0));
	return (itemIndex, recipient) =>
		idempotencyKey({ executionId, nodeId, runIndex, itemIndex, recipient });
}

async function endedCallAsResult(
	request: CallRequest,
	sent: Promise<IDataObject>,
): Promise<IDataObject> {
	return await sent.catch((error: unknown) => {
		if (!(error instanceof TwilioRequestError) || !isCallGone(error.failure)) {
			return Promise.reject(error);
		}
		return { ...request.resultWhenCallEnded, reason: 'callEnded', call_sid: request.callSid };
	});
}
