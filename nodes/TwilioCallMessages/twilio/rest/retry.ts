import { type Failure, TwilioRequestError } from './failure';

/** How often to repeat, and how long to wait at most (ms). */
export interface RetryPolicy {
	readonly maxRetries: number;
	readonly baseMs: number;
	readonly maxMs: number;
}

/** Waiting and chance, handed in so that tests neither wait nor guess. */
export interface RetryTools {
	readonly sleep: (ms: number) => Promise<void>;
	readonly random: () => number;
}

/**
 * How long to wait (ms) before repeating after failure number `attempt` (1 = the first), or undefined
 * to give up. Full jitter under a doubling ceiling; a Retry-After is honoured up to the policy's maximum.
 * Source: https://www.twilio.com/docs/api/errors/20429
 */
export function retryDelay(
	failure: Failure,
	attempt: number,
	policy: RetryPolicy,
	random: () => number,
): number | undefined {
	if (attempt > policy.maxRetries || !isWorthRepeating(failure)) return undefined;
	if (failure.kind === 'refused' && failure.retryAfterMs !== undefined) {
		// Spread out, so that lanes refused together do not come back together.
		return Math.min(failure.retryAfterMs, policy.maxMs) + random() * policy.baseMs;
	}
	return random() * Math.min(policy.baseMs * 2 ** (attempt - 1), policy.maxMs);
}

// Every request of ours may be repeated: creating ones carry an idempotency key, and a removal is idempotent.
function isWorthRepeating(failure: Failure): boolean {
	if (failure.kind !== 'refused') return true;
	return failure.status === 429 || failure.status >= 500;
}

/** Runs `attempt` until it succeeds or `retryDelay` gives up; rejects with the last error. */
export async function withRetry<T>(
	attempt: (number: number) => Promise<T>,
	policy: RetryPolicy,
	tools: RetryTools,
): Promise<T> {
	for (let number = 1; ; number++) {
		const outcome = await settle(attempt(number));
		if ('value' in outcome) return outcome.value;
		const delay = delayAfter(outcome.error, number, policy, tools.random);
		if (delay === undefined) throw outcome.error;
		await tools.sleep(delay);
	}
}

function delayAfter(error: unknown, number: number, policy: RetryPolicy, random: () => number) {
	if (!(error instanceof TwilioRequestError)) return undefined;
	return retryDelay(error.failure, number, policy, random);
}

async function settle<T>(promise: Promise<T>): Promise<{ value: T } | { error: unknown }> {
	return await promise.then(
		(value) => ({ value }),
		(error: unknown) => ({ error }),
	);
}
