import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { CREDENTIAL_TYPE, type TwilioCredential } from '../descriptions/credential';
import type { ItemOptions, RunOptions } from '../descriptions/sendingOptions';
import { baseUrl } from '../twilio/baseUrl';
import { idempotencyKey } from '../twilio/delivery/idempotencyKey';
import { isCallGone, TwilioRequestError } from '../twilio/rest/failure';
import { twilioHttp, type TwilioHttp } from '../twilio/rest/request';
import { withRetry } from '../twilio/rest/retry';
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
	const http = httpWithRetry(context, credential, runOptions);
	const keyOf = keysOfRun(context);
	return async (request, options, itemIndex) => {
		const key = options.idempotencyKey ?? keyOf(itemIndex, request.callSid);
		const sent = request.send(http, key);
		return options.ignoreEndedCalls ? await endedCallAsResult(request, sent) : await sent;
	};
}

function httpWithRetry(
	context: IExecuteFunctions,
	credential: TwilioCredential,
	{ requestTimeoutMs, maxRetries }: RunOptions,
): TwilioHttp {
	const http = twilioHttp({
		baseUrl: baseUrl(credential.location),
		accountSid: credential.accountSid,
		timeoutMs: requestTimeoutMs,
		send: async (options) =>
			await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL_TYPE, options),
	});
	const policy = { maxRetries, baseMs: 500, maxMs: 10_000 };
	const tools = { sleep: waitUnlessCancelled(context), random: Math.random };
	return async (request) => await withRetry(async () => await http(request), policy, tools);
}

function waitUnlessCancelled(context: IExecuteFunctions): (ms: number) => Promise<void> {
	const signal = context.getExecutionCancelSignal();
	return async (ms) => {
		await sleep(ms, signal);
		signal?.throwIfAborted();
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
