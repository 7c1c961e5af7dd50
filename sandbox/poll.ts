import { setTimeout as sleep } from 'node:timers/promises';

export type PollLimits = { readonly timeoutMs: number; readonly everyMs: number };

/**
 * Asks again and again until there is an answer other than undefined. Throws `<what>: not within …`
 * after `timeoutMs`, and at once what `ask` throws.
 */
export async function poll<T>(
	what: string,
	{ timeoutMs, everyMs }: PollLimits,
	ask: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
	const deadlineMs = Date.now() + timeoutMs;
	do {
		const answer = await ask();
		if (answer !== undefined) return answer;
		await sleep(everyMs);
	} while (Date.now() < deadlineMs);
	throw new Error(`${what}: not within ${timeoutMs / 1000} s`);
}

/** Asks again and again until it is so; throws as `poll` does. */
export async function until(
	what: string,
	limits: PollLimits,
	isSo: () => boolean | Promise<boolean>,
): Promise<void> {
	await poll(what, limits, async () => ((await isSo()) ? true : undefined));
}
