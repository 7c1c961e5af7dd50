import { until as untilWithin } from '../../../sandbox/poll';

/** A little less than a test may take, so that the failure says what did not come about. */
const LIMITS = { timeoutMs: 50_000, everyMs: 5 };

/** Resolves once it is true. Rejects when it stays false for so long that it never will be. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
	await untilWithin(isTrue.toString(), LIMITS, isTrue);
}
