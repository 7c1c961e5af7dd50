import type { IWebhookFunctions } from 'n8n-workflow';

import { connect } from '../n8n/connection';
import { isForTwilioItself, readUsableCredential } from '../n8n/credential';
import { isAppLeg, isEnded } from '../twilio/callLeg';
import type { CallReport } from '../twilio/callback/callReport';
import type { CallStatusReport } from '../twilio/callback/callStatusCallback';
import { callbackUrlProblem, withCall, withRepeats } from '../twilio/delivery/callbackUrl';
import { Memory } from '../twilio/memory';
import { OncePerKey } from '../twilio/oncePerKey';
import { explain } from '../twilio/rest/errors';
import { isCallEnded, TwilioRequestError } from '../twilio/rest/failure';
import { limiter, type Limiter } from '../twilio/rest/limiter';
import { problemOf } from '../twilio/rest/problem';
import { ensureUserDefinedMessageSubscription } from '../twilio/rest/userDefinedMessageSubscriptions';
import { ProblemError, type Explanation } from '../twilio/result';
import { deadline } from '../twilio/waiting';
import { legsNamedBy, takesMessages, type NamedLeg } from './namedLegs';

const REQUEST = { timeoutMs: 5_000, maxRetries: 1 } as const;

/**
 * For all triggers of this process, by account: a thousand calls that ring at once are not a thousand requests at once, and
 * an account that is not answered does not keep those of another one waiting.
 */
const turns = new Map<string, Limiter>();
const AT_ONCE = 50;

const subscriptions = new OncePerKey<Subscribed>();
const A_DAY = { entries: 10_000, ms: 24 * 3_600_000 } as const;
const seen = new Memory<true>(A_DAY);
/** The triggers at which calls have reported that they begin. */
const reporting = new Memory<true>(A_DAY);
/** Statuses of calls that were over: whoever has seen one may send it again, and Twilio need not be asked again. */
const overAt = new Memory<true>(A_DAY);

/**
 * What became of a subscription: `nothing` when there was none to make, as of a leg that is a phone's or over; `undecided` when
 * others are in front, or Twilio takes its time, so that it comes too late for the answer.
 */
export type Subscribed = 'done' | 'nothing' | 'failed' | 'undecided';

const WORST_FIRST: readonly Subscribed[] = ['failed', 'undecided', 'done', 'nothing'];

/** Where and how to subscribe. */
export interface SubscribeOptions {
	readonly isForAllLegs: boolean;
	readonly messageUrl: string | undefined;
	/** How long to wait for it (ms). It goes on without. */
	readonly patienceMs: number;
}

/**
 * Subscribes to every leg that a report names and that takes messages, each once, in the memory of this process: the leg
 * that reports itself, the one that dialled it, the participant of a conference, the call whose audio is streamed, or
 * which an app places. The log explains a failure; a call that is over is none.
 */
export async function subscribeToNamed(
	context: IWebhookFunctions,
	report: CallReport,
	options: SubscribeOptions,
): Promise<Subscribed> {
	const isOfLeg = report.kind === 'callStatus' && (options.isForAllLegs || isAppLeg(report));
	if (isOfLeg && isEnded(report)) noteEnd(context, report);
	const outcomes = await Promise.all(
		legsNamedBy(report, options.isForAllLegs).map(
			async (leg) => await subscribeOnce(context, report.accountSid, leg, options),
		),
	);
	return WORST_FIRST.find((outcome) => outcomes.includes(outcome)) ?? 'nothing';
}

async function subscribeOnce(
	context: IWebhookFunctions,
	accountSid: string,
	leg: NamedLeg,
	{ messageUrl, patienceMs }: SubscribeOptions,
): Promise<Subscribed> {
	const { callSid } = leg;
	const key = keyOf(context, callSid);
	const occasion = `${key} ${leg.occasion}`;
	seen.set(key, true);
	reporting.set(keyOf(context), true);
	if (overAt.get(occasion)) return 'nothing';

	const outcome = subscriptions
		.run(`${key} ${messageUrl}`, async () => {
			const inTurn = turnsOf(accountSid);
			return await inTurn(async () => await subscribe(context, leg, messageUrl));
		})
		.catch((error: unknown): Subscribed => {
			if (!isCallEnded(error)) return 'failed';
			overAt.set(occasion, true);
			return 'nothing';
		});
	const { timeIsUp, release } = deadline(patienceMs);
	return await Promise.race([outcome, timeIsUp.then(() => 'undecided' as const)]).finally(release);
}

/** One attempt for everybody who waits for it, so the log explains a failure here. */
async function subscribe(
	context: IWebhookFunctions,
	{ callSid, isProven }: NamedLeg,
	messageUrl: string | undefined,
): Promise<Subscribed> {
	try {
		const credential = await readUsableCredential(context);
		const isPublic = isForTwilioItself(credential);
		const callbackUrl = withCall(requireCallbackUrl(messageUrl, { isPublic }), callSid);
		const http = connect(context, credential, REQUEST);
		if (!isProven && !(await takesMessages(http, callSid))) return 'nothing';
		await ensureUserDefinedMessageSubscription(http, { callSid, callbackUrl });
		return 'done';
	} catch (error) {
		if (!isCallEnded(error)) logFailure(context, callSid, explanationOf(error));
		return await Promise.reject(error);
	}
}

function turnsOf(accountSid: string): Limiter {
	const known = turns.get(accountSid) ?? limiter(AT_ONCE);
	turns.set(accountSid, known);
	return known;
}

/**
 * Says once, in the log, that a leg ended of which nothing was known before. Of a leg that was dialled its beginning may
 * have come to another process of n8n, or before a restart: where beginnings come at all, nothing is said.
 */
function noteEnd(context: IWebhookFunctions, { callSid, direction }: CallStatusReport): void {
	const leg = keyOf(context, callSid);
	if (seen.get(leg)) return;
	seen.set(leg, true);
	if (direction !== 'inbound' && reporting.get(keyOf(context))) return;
	const advice =
		direction === 'inbound'
			? 'Of a call that an app places, the status callback of a TwiML App reports only the end: let this trigger answer its Voice URL as well, or register this URL as statusCallback of the Number, Client, Sip, Conference or Stream in the TwiML that does.'
			: 'Unless n8n was restarted during the call, register this URL as statusCallback of what is dialled, with the events initiated, ringing and answered.';
	context.logger.warn(
		`${context.getNode().name} never subscribed to call ${callSid}: Twilio reported only its end. ${advice}`,
	);
}

const keyOf = (context: IWebhookFunctions, callSid = '') =>
	`${context.getNode().webhookId} ${callSid}`;

/** Where Twilio is to send the messages. Throws a ProblemError when that is not known, or nothing that Twilio reaches. */
function requireCallbackUrl(
	messageUrl: string | undefined,
	options: { readonly isPublic: boolean },
): string {
	if (messageUrl === undefined) {
		throw new ProblemError({
			problem: 'the URL for messages is not known',
			remedy:
				'Say it in the option Public URL, in a line of its own: messages = https://voice.example.com/hooks/twilio.',
		});
	}
	const unusable = callbackUrlProblem(messageUrl, options);
	if (unusable === undefined) return withRepeats(messageUrl);
	throw new ProblemError({ ...unusable, problem: `the URL for messages ${unusable.problem}` });
}

function explanationOf(error: unknown): Explanation {
	if (error instanceof TwilioRequestError) return explain(error.failure);
	const { problem, remedy } = problemOf(error);
	return { problem, remedy: remedy || 'Check the credential of the node.' };
}

function logFailure(
	context: IWebhookFunctions,
	callSid: string,
	{ problem, remedy }: Explanation,
): void {
	context.logger.error(
		`${context.getNode().name} could not subscribe to call ${callSid}: ${problem}. ${remedy}`,
	);
}
