import { sleep } from 'n8n-workflow';

/**
 * Resolves after so many milliseconds, or rejects with the signal's reason as soon as that is aborted. (The `sleep` of
 * n8n 1 knows no signal.)
 */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
	if (signal === undefined) return await sleep(ms);
	signal.throwIfAborted();
	const isOver = new AbortController();
	const aborted = new Promise<never>((_, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), { signal: isOver.signal });
	});
	await Promise.race([sleep(ms, signal), aborted]).finally(() => isOver.abort());
}

/** The end of something that may take only so long, or is cancelled. */
export interface Deadline {
	/** Aborted when the time is up, or with the signal the deadline was made with. */
	readonly signal: AbortSignal;
	/** Resolves when the time is up. */
	readonly timeIsUp: Promise<'timeIsUp'>;
	/** Lets go of what is no longer waited for. */
	readonly release: () => void;
}

/** A timer of the platform: it keeps no process alive, and goes with the last reference to it. */
export function deadline(ms: number, cancelSignal?: AbortSignal): Deadline {
	const end = new AbortController();
	const timeout = AbortSignal.timeout(Math.ceil(ms));
	const abort = () => end.abort();
	let isUp: (outcome: 'timeIsUp') => void = () => undefined;
	const timeIsUp = new Promise<'timeIsUp'>((resolve) => (isUp = resolve));
	const timeOut = () => {
		isUp('timeIsUp');
		abort();
	};
	timeout.addEventListener('abort', timeOut);
	cancelSignal?.addEventListener('abort', abort);
	const release = () => {
		timeout.removeEventListener('abort', timeOut);
		cancelSignal?.removeEventListener('abort', abort);
	};
	return { signal: end.signal, timeIsUp, release };
}
