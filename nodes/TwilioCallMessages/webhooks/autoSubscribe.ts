import type { IWebhookFunctions } from 'n8n-workflow';

import { connect } from '../n8n/connection';
import { isForTwilioItself, type TwilioCredential } from '../n8n/credential';
import { baseUrl } from '../twilio/baseUrl';
import type { CallStatusReport } from '../twilio/callback/callStatusCallback';
import { callbackUrlProblem, withRepeats } from '../twilio/delivery/callbackUrl';
import { Memory } from '../twilio/memory';
import { OncePerKey } from '../twilio/oncePerKey';
import { explain } from '../twilio/rest/errors';
import { isCallEnded, TwilioRequestError } from '../twilio/rest/failure';
import { limiter, type Limiter } from '../twilio/rest/limiter';
import { problemOf } from '../twilio/rest/problem';
import { ensureUserDefinedMessageSubscription } from '../twilio/rest/userDefinedMessageSubscriptions';
import type { Explanation } from '../twilio/result';
import { deadline } from '../twilio/waiting';

const REQUEST = { timeoutMs: 5_000, maxRetries: 1 } as const;

/** Twilio waits 15 seconds for an answer. */
const MOST_PATIENCE_MS = 12_000;

/**
 * For all triggers of this process, by account: a thousand calls that ring at once are not a thousand requests at once, and
 * an account that is not answered does not keep those of another one waiting.
 */
const turns = new Map<string, Limiter>();
const AT_ONCE = 50;

const subscriptions = new OncePerKey();
const A_DAY = { entries: 10_000, ms: 24 * 3_600_000 } as const;
const seen = new Memory<true>(A_DAY);
/** The triggers at which calls have reported that they begin. */
const reporting = new Memory<true>(A_DAY);
/** Statuses of calls that were over: whoever has seen one may send it again, and Twilio need not be asked again. */
const overAt = new Memory<true>(A_DAY);

/** What became of a subscription; `undecided` when others are in front, so that it comes too late to tell Twilio. */
export type Subscribed = 'done' | 'failed' | 'undecided';

/**
 * Subscribes to a leg that reports itself active, once, in the memory of this process. The log explains a failure; a call
 * that is over is none.
 */
export async function subscribeOnce(
	context: IWebhookFunctions,
	credential: TwilioCredential,
	{ callSid, status }: CallStatusReport,
	messageUrl: string | undefined,
): Promise<Subscribed> {
	const leg = keyOf(context, callSid);
	seen.set(leg, true);
	reporting.set(keyOf(context), true);
	if (overAt.get(`${leg} ${status}`)) return 'done';

	const unusable = whyUnusable(messageUrl, credential);
	if (messageUrl === undefined || unusable) {
		const problem = `the URL for messages ${unusable?.problem}`;
		logFailure(context, callSid, { problem, remedy: unusable?.remedy ?? '' });
		return 'failed';
	}
	const callbackUrl = withRepeats(messageUrl);
	const subscribe = async () => {
		const http = connect(context, credential, REQUEST);
		await ensureUserDefinedMessageSubscription(http, { callSid, callbackUrl });
	};
	const subscribeInTurn = async () =>
		await turnsOf(credential)(subscribe).catch(async (error: unknown) => {
			if (!isCallEnded(error)) logFailure(context, callSid, explanationOf(error));
			return await Promise.reject(error);
		});
	const outcome = subscriptions.run(`${leg} ${callbackUrl}`, subscribeInTurn).then(
		() => 'done' as const,
		(error: unknown) => {
			if (!isCallEnded(error)) return 'failed';
			overAt.set(`${leg} ${status}`, true);
			return 'done';
		},
	);
	const { timeIsUp, release } = deadline(MOST_PATIENCE_MS);
	return await Promise.race([outcome, timeIsUp.then(() => 'undecided' as const)]).finally(release);
}

function turnsOf({ accountSid, location }: TwilioCredential): Limiter {
	const account = `${accountSid} ${baseUrl(location)}`;
	const known = turns.get(account) ?? limiter(AT_ONCE);
	turns.set(account, known);
	return known;
}

/**
 * Says once, in the log, that a leg ended of which nothing was known before. Of a leg that was dialled its beginning may
 * have come to another process of n8n, or before a restart: where beginnings come at all, nothing is said.
 */
export function noteEnd(
	context: IWebhookFunctions,
	{ callSid, direction }: CallStatusReport,
): void {
	const leg = keyOf(context, callSid);
	if (seen.get(leg)) return;
	seen.set(leg, true);
	if (direction !== 'inbound' && reporting.get(keyOf(context))) return;
	const advice =
		direction === 'inbound'
			? 'Of a call that an app places, the status callback of a TwiML App reports only the end: subscribe to such a call in the workflow that answers the Voice URL.'
			: 'Unless n8n was restarted during the call, register this URL as statusCallback of what is dialled, with the events ringing and answered.';
	context.logger.warn(
		`${context.getNode().name} never subscribed to call ${callSid}: Twilio reported only its end. ${advice}`,
	);
}

const keyOf = (context: IWebhookFunctions, callSid = '') =>
	`${context.getNode().webhookId} ${callSid}`;

function whyUnusable(
	messageUrl: string | undefined,
	credential: TwilioCredential,
): Explanation | undefined {
	if (messageUrl !== undefined) {
		return callbackUrlProblem(messageUrl, { isPublic: isForTwilioItself(credential) });
	}
	return {
		problem: 'is not known',
		remedy:
			'Say it in the option Public URL, in a line of its own: messages = https://voice.example.com/hooks/twilio.',
	};
}

const explanationOf = (error: unknown): Explanation =>
	error instanceof TwilioRequestError
		? explain(error.failure)
		: { problem: problemOf(error).problem, remedy: 'Check the credential of the node.' };

function logFailure(
	context: IWebhookFunctions,
	callSid: string,
	{ problem, remedy }: Explanation,
): void {
	context.logger.error(
		`${context.getNode().name} could not subscribe to call ${callSid}: ${problem}. ${remedy}`,
	);
}
