import { sleep } from 'n8n-workflow';

/**
 * Resolves after so many milliseconds, or rejects with the signal's reason as soon as that is aborted. (The `sleep` of
 * n8n 1 knows no signal.)
 */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
	if (signal === undefined) return await sleep(ms);
	signal.throwIfAborted();
	const isOver = new AbortController();
	let release = () => {};
	const aborted = new Promise<never>((_, reject) => {
		release = whenAborted(signal, () => reject(signal.reason));
	});
	await Promise.race([sleep(ms, isOver.signal), aborted]).finally(() => {
		release();
		isOver.abort();
	});
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

/** Rings after so many milliseconds, unless what it returns is called before. */
export type Alarm = (ms: number, ring: () => void) => () => void;

/** A timer of the platform: it keeps no process alive. */
const ownAlarm: Alarm = (ms, ring) => {
	const timeout = AbortSignal.timeout(Math.max(0, Math.ceil(ms)));
	timeout.addEventListener('abort', ring);
	return () => timeout.removeEventListener('abort', ring);
};

/** One timer for many alarms: of its own, each would take up memory until its time has come, also when nobody waits any more. */
export function sharedAlarm(now: () => number = () => performance.now()): Alarm {
	const waiting = new Set<{ readonly at: number; readonly ring: () => void }>();
	let next = { at: Infinity };
	const setFor = (at: number) => {
		if (at >= next.at) return;
		const mine = { at };
		next = mine;
		ownAlarm(at - now(), () => {
			if (next === mine) ringThoseDue();
		});
	};
	const ringThoseDue = () => {
		next = { at: Infinity };
		for (const one of waiting) {
			if (one.at > now()) setFor(one.at);
			else if (waiting.delete(one)) one.ring();
		}
	};
	return (ms, ring) => {
		const one = { at: now() + ms, ring };
		waiting.add(one);
		setFor(one.at);
		return () => waiting.delete(one);
	};
}

/** Begins to wait: for so many milliseconds, or until the signal is aborted. */
export function deadline(ms: number, cancelSignal?: AbortSignal, alarm = ownAlarm): Deadline {
	const end = new AbortController();
	const abort = () => end.abort();
	let isUp: (outcome: 'timeIsUp') => void = () => undefined;
	const timeIsUp = new Promise<'timeIsUp'>((resolve) => (isUp = resolve));
	const ignore = cancelSignal && whenAborted(cancelSignal, abort);
	const silence = alarm(ms, () => {
		release();
		isUp('timeIsUp');
		abort();
	});
	const release = () => {
		silence();
		ignore?.();
	};
	return { signal: end.signal, timeIsUp, release };
}

interface Waiting {
	readonly callBacks: Set<() => void>;
	readonly callAll: () => void;
}

/** Who waits for the end of a signal. */
const waitingFor = new WeakMap<AbortSignal, Waiting>();

/**
 * Calls back when the signal is aborted, unless what it returns is called before. One listener serves all that wait: of
 * eleven Node.js 20, on which n8n 1 may run, says in n8n's log that they may be a leak.
 */
function whenAborted(signal: AbortSignal, callBack: () => void): () => void {
	const waiting = waitingFor.get(signal) ?? nobodyYet();
	const { callBacks, callAll } = waiting;
	waitingFor.set(signal, waiting);
	callBacks.add(callBack);
	// Added again, it is still one.
	signal.addEventListener('abort', callAll);
	return () => {
		callBacks.delete(callBack);
		if (callBacks.size === 0) signal.removeEventListener('abort', callAll);
	};
}

function nobodyYet(): Waiting {
	const callBacks = new Set<() => void>();
	return { callBacks, callAll: () => callBacks.forEach((callBack) => callBack()) };
}
