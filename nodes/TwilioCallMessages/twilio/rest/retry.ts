import type { Result } from '../result';
import { type Failure, isWorthRepeating, mayHaveTakenEffect, TwilioRequestError } from './failure';

/** How often to repeat, how long one attempt may take, and how long to wait in between (ms). */
export interface RetryPolicy {
	readonly maxRetries: number;
	readonly timeoutMs: number;
	readonly baseMs: number;
	readonly maxMs: number;
	/** Whether the request changes anything: a question that was answered in vain leaves no doubt. */
	readonly hasEffect: boolean;
}

/** Time, waiting and chance, handed in so that tests neither wait nor guess. */
export interface RetryTools {
	readonly sleep: (ms: number) => Promise<void>;
	readonly random: () => number;
	/** Milliseconds of a clock that never goes back. */
	readonly now: () => number;
}

/** What one of several attempts has to know. */
export interface Attempt {
	readonly timeoutMs: number;
	/** Whether an earlier attempt may have been carried out, its answer lost. */
	readonly mayBeDone: boolean;
}

/**
 * How long to wait (ms) before repeating after failure number `attempt` (1 = the first), `leftMs` at the most, or undefined
 * to give up. Full jitter under a doubling ceiling; a Retry-After is honoured up to the policy's maximum.
 * Source: https://www.twilio.com/docs/api/errors/20429
 */
function retryDelay(
	failure: Failure,
	attempt: number,
	leftMs: number,
	policy: RetryPolicy,
	random: () => number,
): number | undefined {
	// Every request of ours may be repeated: creating ones carry an idempotency key, and a removal is idempotent.
	if (attempt > policy.maxRetries || leftMs < 0 || !isWorthRepeating(failure)) return undefined;
	if (failure.kind === 'refused' && failure.retryAfterMs !== undefined) {
		// Spread out, so that lanes refused together do not come back together.
		const delay = Math.min(failure.retryAfterMs, policy.maxMs) + random() * policy.baseMs;
		return delay > leftMs ? undefined : delay;
	}
	return random() * Math.min(policy.baseMs * 2 ** (attempt - 1), policy.maxMs, leftMs);
}

/**
 * Runs `attempt` until it succeeds or `retryDelay` gives up. Attempts and waits together take no longer than
 * the attempts alone may: what waiting takes is missing at the last attempt, or no other one starts.
 * Rejects with the last failure.
 */
export async function withRetry<T>(
	attempt: (attempt: Attempt) => Promise<T>,
	policy: RetryPolicy,
	{ sleep, random, now }: RetryTools,
): Promise<T> {
	const endsAt = now() + policy.timeoutMs * (policy.maxRetries + 1);
	let mayBeDone = false;
	for (let number = 1; ; number++) {
		const timeoutMs = Math.min(policy.timeoutMs, endsAt - now());
		const outcome: Result<T, Failure> = await outcomeOf(attempt({ timeoutMs, mayBeDone }));
		if (outcome.ok) return outcome.value;

		const failure: Failure = outcome.problem;
		mayBeDone ||= policy.hasEffect && mayHaveTakenEffect(failure);
		const leftMs = endsAt - now() - policy.baseMs;
		const delay = retryDelay(failure, number, leftMs, policy, random);
		if (delay === undefined) throw new TwilioRequestError(failure, number, mayBeDone);
		await sleep(delay);
		// n8n may have been too busy to come back in time.
		if (now() >= endsAt) throw new TwilioRequestError(failure, number, mayBeDone);
	}
}

/** What came of an attempt. Anything else that is thrown, such as the end of a cancelled execution, is passed on. */
async function outcomeOf<T>(attempted: Promise<T>): Promise<Result<T, Failure>> {
	return await attempted.then(
		(value) => ({ ok: true, value }),
		async (error: unknown) =>
			error instanceof TwilioRequestError
				? { ok: false, problem: error.failure }
				: await Promise.reject(error),
	);
}
