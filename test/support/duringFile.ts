/** What was started ends in the reverse order. */
export type Stops = Array<() => Promise<unknown>>;

/**
 * Starts something before the tests of a file, and stops it after them, also when it did not start as a whole. Returns how
 * the tests get at it; that throws outside of them.
 */
export function useDuringFile<Started>(
	start: (stops: Stops) => Promise<Started>,
	timeoutMs?: number,
): () => Started {
	let running: { readonly started: Started } | undefined;
	const stops: Stops = [];
	beforeAll(async () => {
		running = { started: await start(stops) };
	}, timeoutMs);
	afterAll(async () => {
		for (const stop of stops.reverse()) await stop();
	}, timeoutMs);
	return () => {
		if (running === undefined) throw new Error('What the tests need did not start');
		return running.started;
	};
}
