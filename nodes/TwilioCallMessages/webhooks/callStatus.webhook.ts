import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { connect } from '../descriptions/connection';
import { readCredential, type TwilioCredential } from '../descriptions/credential';
import { readTriggerOptions } from '../descriptions/triggerOptions';
import { isActive } from '../twilio/callLeg';
import { readCallStatus, type CallStatusReport } from '../twilio/callback/callStatusCallback';
import { explain } from '../twilio/rest/errors';
import { isCallEnded, TwilioRequestError } from '../twilio/rest/failure';
import { ensureUserDefinedMessageSubscription } from '../twilio/rest/userDefinedMessageSubscriptions';
import { acceptCallback } from './acceptCallback';
import { acknowledge, answer, answerRefusal } from './answers';
import { incomingTriggerRequest } from './incomingRequest';
import { OncePerKey } from './oncePerKey';

/** Twilio waits 15 seconds for an answer; two attempts have to fit. */
const REQUEST = { timeoutMs: 5_000, maxRetries: 1 } as const;

const subscriptions = new OncePerKey();

/**
 * Handles Twilio's status callback with auto-subscribe: a leg that reports itself ringing or in progress is
 * subscribed to the message URL of this trigger, once. Starts no execution. When subscribing fails Twilio is
 * told, the log says what to do, and the next status of the leg tries again.
 */
export async function receiveCallStatus(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = incomingTriggerRequest(context, readTriggerOptions(context));
	const credential = await readCredential(context);
	const verdict = acceptCallback(request, credential, readCallStatus);
	if (!verdict.accepted) return answerRefusal(context, request, verdict.reason);
	if (context.getNodeParameter('autoSubscribe') !== true) {
		return answer(context, 404, 'Auto-subscribe is off');
	}
	if (!isWanted(context, verdict.value)) return acknowledge(context);

	const { callSid } = verdict.value;
	const failure = await subscribeOnce(context, credential, callSid, messageUrlBeside(verdict.url));
	return failure === undefined ? acknowledge(context) : answerFailure(context, callSid, failure);
}

function isWanted(context: IWebhookFunctions, report: CallStatusReport): boolean {
	if (!isActive(report)) return false;
	const { to, from } = report;
	const isClientLeg = to.startsWith('client:') || from.startsWith('client:');
	return isClientLeg || context.getNodeParameter('subscribeTo') === 'allLegs';
}

/** The message URL next to the status URL Twilio called: a test URL leads to a test URL. */
function messageUrlBeside(statusUrl: string): string {
	const [url = ''] = statusUrl.split('?', 1);
	return url.replace(/[^/]+\/?$/, 'messages');
}

/** Resolves with undefined when the call is subscribed, or is over already; else with what went wrong. */
async function subscribeOnce(
	context: IWebhookFunctions,
	credential: TwilioCredential,
	callSid: string,
	callbackUrl: string,
): Promise<unknown> {
	const http = connect(context, credential, REQUEST);
	const subscribe = async () =>
		await ensureUserDefinedMessageSubscription(http, { callSid, callbackUrl });
	return await subscriptions.run(`${callSid} ${callbackUrl}`, subscribe).then(
		() => undefined,
		(error: unknown) => (isCallEnded(error) ? undefined : error),
	);
}

function answerFailure(
	context: IWebhookFunctions,
	callSid: string,
	error: unknown,
): IWebhookResponseData {
	const { message, description } =
		error instanceof TwilioRequestError
			? explain(error.failure)
			: { message: 'An unexpected error', description: String(error) };
	context.logger.error(
		`${context.getNode().name} could not subscribe to call ${callSid}: ${message}. ${description}`,
	);
	return answer(context, 502, 'The call could not be subscribed');
}
