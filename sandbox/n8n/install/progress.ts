const HEARTBEAT_MS = 15_000;

/** Receives one line of text for a person who waits. */
export type Progress = (text: string) => void;

/** Announces `what`, runs `work` and reports the elapsed time every 15 s until it settles. */
export async function withHeartbeat<T>(
	progress: Progress,
	what: string,
	work: () => Promise<T>,
): Promise<T> {
	progress(`${what}…`);
	const startedMs = Date.now();
	const report = () => progress(`… ${Math.round((Date.now() - startedMs) / 1000)} s`);
	const timer = setInterval(report, HEARTBEAT_MS);
	try {
		return await work();
	} finally {
		clearInterval(timer);
	}
}
