import type { IWebhookFunctions } from 'n8n-workflow';

import { connect } from '../descriptions/connection';
import { isForTwilioItself, type TwilioCredential } from '../descriptions/credential';
import type { CallStatusReport } from '../twilio/callback/callStatusCallback';
import { callbackUrlProblem, withRepeats } from '../twilio/delivery/callbackUrl';
import { Memory } from '../twilio/memory';
import { explain } from '../twilio/rest/errors';
import { isCallEnded, TwilioRequestError } from '../twilio/rest/failure';
import { limiter } from '../twilio/rest/limiter';
import { ensureUserDefinedMessageSubscription } from '../twilio/rest/userDefinedMessageSubscriptions';
import { deadline } from '../twilio/waiting';
import { OncePerKey } from './oncePerKey';

const REQUEST = { timeoutMs: 5_000, maxRetries: 1 } as const;

/** Twilio waits 15 seconds for an answer. */
const MOST_PATIENCE_MS = 12_000;

/** For all triggers of this process: a thousand calls that ring at once are not a thousand requests at once. */
const inTurn = limiter(50);

const subscriptions = new OncePerKey();
const A_DAY = { entries: 10_000, ms: 24 * 3_600_000 } as const;
const seen = new Memory<true>(A_DAY);
/** Statuses of calls that were over: whoever has seen one may send it again, and Twilio need not be asked again. */
const overAt = new Memory<true>(A_DAY);

/**
 * Subscribes to a leg that reports itself active, once, in the memory of this process. Resolves with false when that
 * failed, which the log explains; a call that is over is no failure. Where other calls are in front, the answer does not
 * wait until it is too late for Twilio: the subscription is made all the same.
 */
export async function subscribeOnce(
	context: IWebhookFunctions,
	credential: TwilioCredential,
	{ callSid, status }: CallStatusReport,
	messageUrl: string | undefined,
): Promise<boolean> {
	const leg = keyOf(context, callSid);
	seen.set(leg, true);
	if (overAt.get(`${leg} ${status}`)) return true;

	const problem = problemOf(messageUrl, credential);
	if (messageUrl === undefined || problem) {
		logFailure(context, callSid, `the URL for messages ${problem?.problem}`, problem?.remedy);
		return false;
	}
	const callbackUrl = withRepeats(messageUrl);
	const subscribe = async () => {
		const http = connect(context, credential, REQUEST);
		await ensureUserDefinedMessageSubscription(http, { callSid, callbackUrl });
	};
	const subscribeInTurn = async () =>
		await inTurn(subscribe).catch(async (error: unknown) => {
			if (!isCallEnded(error)) logError(context, callSid, error);
			return await Promise.reject(error);
		});
	const subscribed = subscriptions.run(`${leg} ${callbackUrl}`, subscribeInTurn).then(
		() => true,
		(error: unknown) => {
			if (isCallEnded(error)) overAt.set(`${leg} ${status}`, true);
			return isCallEnded(error);
		},
	);
	const { timeIsUp, release } = deadline(MOST_PATIENCE_MS);
	return await Promise.race([subscribed, timeIsUp.then(() => true)]).finally(release);
}

/** Says once, in the log, that a leg ended of which nothing was known before. */
export function noteEnd(context: IWebhookFunctions, { callSid }: CallStatusReport): void {
	const leg = keyOf(context, callSid);
	if (seen.get(leg)) return;
	seen.set(leg, true);
	context.logger.warn(
		`${context.getNode().name} never subscribed to call ${callSid}: Twilio reported nothing but its end. The status callback of a TwiML App says no more of a call its app places: subscribe to such a call in the workflow that answers the Voice URL, or register this URL as statusCallback of what it dials, with the events ringing and answered.`,
	);
}

const keyOf = (context: IWebhookFunctions, callSid: string) =>
	`${context.getWorkflow().id} ${context.getNode().id} ${callSid}`;

function problemOf(messageUrl: string | undefined, credential: TwilioCredential) {
	if (messageUrl !== undefined) {
		return callbackUrlProblem(messageUrl, { isPublic: isForTwilioItself(credential) });
	}
	return {
		problem: 'is not known',
		remedy:
			'Say it in the option Public URL, in a line of its own: messages = https://voice.example.com/hooks/twilio.',
	};
}

function logError(context: IWebhookFunctions, callSid: string, error: unknown): void {
	if (!(error instanceof TwilioRequestError)) {
		const reason = error instanceof Error ? error.message : String(error);
		logFailure(context, callSid, reason, 'Check the credential of the node.');
		return;
	}
	const { message, description } = explain(error.failure);
	logFailure(context, callSid, message, description);
}

function logFailure(
	context: IWebhookFunctions,
	callSid: string,
	problem: string,
	remedy: string | undefined = '',
): void {
	context.logger.error(
		`${context.getNode().name} could not subscribe to call ${callSid}: ${problem}. ${remedy}`,
	);
}
