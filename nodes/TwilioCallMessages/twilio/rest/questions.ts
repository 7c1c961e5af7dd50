import { Memory } from '../memory';
import { OncePerKey } from '../oncePerKey';
import { deadline } from '../waiting';
import { isCallEnded } from './failure';
import type { TwilioHttp } from './request';
import {
	deleteUserDefinedMessageSubscription,
	ensureUserDefinedMessageSubscription,
} from './userDefinedMessageSubscriptions';

/**
 * A question to the person on a call has two addresses for replies, one after the other. A reply can come before n8n has put
 * the execution to wait, and n8n refuses it then: at the `early` one Twilio tries again. But n8n also refuses what comes
 * when nobody waits any more, because the time is up or the execution was stopped, and tells nobody of that: at the
 * `lasting` one Twilio does not try again.
 */
export interface Question {
	readonly callSid: string;
	readonly early: string;
	readonly lasting: string;
	/** Where n8n resumes the node in the execution that asks. */
	readonly resumeUrl: string;
	/** The node that asks, and in which workflow. */
	readonly askedBy: string;
}

/** Much longer than n8n takes to put an execution to wait. */
const EARLY_MS = 5_000;

interface Subscription {
	readonly sid: string;
	readonly callbackUrl: string;
	readonly resumeUrl: string;
}

const A_DAY = { entries: 10_000, ms: 24 * 3_600_000 } as const;
/** What this process has subscribed and nobody removed, by node and call. */
const subscriptions = new Memory<readonly Subscription[]>(A_DAY);
/** The early addresses that are, or were, replaced. */
const settled = new Memory<true>(A_DAY);
/** By address: a reply that comes there again is no work for Twilio. */
const closings = new OncePerKey();

/**
 * Removes what earlier questions of the same node to the same call have left: those of this execution, which has gone on,
 * and of executions that are over for `isOver`.
 */
export async function removeLeftOver(
	http: TwilioHttp,
	question: Question,
	isOver: (resumeUrl: string) => Promise<boolean>,
): Promise<void> {
	for (const subscription of subscriptionsOf(question)) {
		if (await isLeft(subscription, question, isOver)) await remove(http, question, subscription);
	}
}

/** Subscribes to the replies to a question that is about to be asked. */
export async function openQuestion(http: TwilioHttp, question: Question): Promise<void> {
	if (!settled.get(question.early)) await subscribe(http, question, question.early);
}

/** Has the early address replaced by the lasting one, once it has served its time. */
export async function settleQuestion(http: TwilioHttp, question: Question): Promise<void> {
	if (settled.get(question.early)) return;
	settled.set(question.early, true);
	await deadline(EARLY_MS).timeIsUp;
	const early = subscriptionAt(question, question.early);
	if (early === undefined) return;

	const lasting = await subscribe(http, question, question.lasting);
	const wasThere = await remove(http, question, early);
	// Whoever took the reply has removed it: another process, maybe.
	if (!wasThere) await remove(http, question, lasting);
}

/** Removes the subscription to one of the addresses of a question: no reply is waited for there. */
export async function closeQuestion(
	http: TwilioHttp,
	question: Question,
	callbackUrl: string,
): Promise<void> {
	await closings.run(callbackUrl, async () => {
		// Twilio has no list of subscriptions, but names one again when it is asked for it under the same idempotency key.
		const subscription =
			subscriptionAt(question, callbackUrl) ?? (await subscribe(http, question, callbackUrl));
		await remove(http, question, subscription);
	});
}

const keyOf = ({ askedBy, callSid }: Question) => `${askedBy} ${callSid}`;

const subscriptionsOf = (question: Question) => subscriptions.get(keyOf(question)) ?? [];

const subscriptionAt = (question: Question, callbackUrl: string) =>
	subscriptionsOf(question).find((subscription) => subscription.callbackUrl === callbackUrl);

async function isLeft(
	{ resumeUrl, callbackUrl }: Subscription,
	question: Question,
	isOver: (resumeUrl: string) => Promise<boolean>,
): Promise<boolean> {
	// Tried again by n8n, the same question is still open.
	if (callbackUrl === question.early || callbackUrl === question.lasting) return false;
	return resumeUrl === question.resumeUrl || (await isOver(resumeUrl));
}

async function subscribe(
	http: TwilioHttp,
	question: Question,
	callbackUrl: string,
): Promise<Subscription> {
	const { callSid, resumeUrl } = question;
	const { sid } = await ensureUserDefinedMessageSubscription(http, { callSid, callbackUrl });
	const subscription = { sid: String(sid), callbackUrl, resumeUrl };
	const others = subscriptionsOf(question).filter((other) => other.sid !== subscription.sid);
	subscriptions.set(keyOf(question), [...others, subscription]);
	return subscription;
}

/** Resolves with false when there was nothing left to remove. */
async function remove(
	http: TwilioHttp,
	question: Question,
	{ sid }: Subscription,
): Promise<boolean> {
	const { callSid } = question;
	const wasThere = await deleteUserDefinedMessageSubscription(http, { callSid, sid }).then(
		() => true,
		async (error: unknown) => (isCallEnded(error) ? false : await Promise.reject(error)),
	);
	const others = subscriptionsOf(question).filter((other) => other.sid !== sid);
	if (others.length > 0) subscriptions.set(keyOf(question), others);
	else subscriptions.delete(keyOf(question));
	return wasThere;
}
