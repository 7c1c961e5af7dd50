import { until as untilWithin } from '../../../sandbox/poll';

const LIMITS = { timeoutMs: 20_000, everyMs: 5 };

/** Resolves once it is true. Rejects when it stays false for so long that it never will be. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
	await untilWithin(isTrue.toString(), LIMITS, isTrue);
}
