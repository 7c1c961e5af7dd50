import { sleep as realSleep } from 'n8n-workflow';

import { Memory } from '../twilio/memory';

/** Twilio waits 15 seconds for an answer. */
const MOST_PATIENCE_MS = 10_000;

/**
 * What a delivery is: the first of its callback, or a repeat of one that was recorded; `undecided` when nobody can say in
 * time, because another delivery of it is still being recorded.
 */
export type Delivery = 'first' | 'repeat' | 'undecided';

/** Time and waiting, handed in so that tests neither wait nor guess. */
export interface Clock {
	readonly now: () => number;
	readonly sleep: (ms: number) => Promise<void>;
}

/**
 * Remembers which callbacks have been received, in the memory of this process: the last ones, each for 15 minutes.
 * (n8n's static data is written without a lock, so it cannot keep concurrent repeats apart.)
 */
export class ReceivedCallbacks {
	private readonly callbacks: Memory<{ recorded: true | Promise<boolean> }>;

	constructor(
		entries: number,
		private readonly clock: Clock = { now: () => Date.now(), sleep: realSleep },
	) {
		this.callbacks = new Memory({ entries, ms: 15 * 60_000 }, clock.now);
	}

	/**
	 * Tells what a delivery is. Of the first, `recording` says whether n8n recorded its execution; a repeat in the meantime
	 * waits for that, and takes over when it was not. `keepUntil` is a time (ms since 1970) until which the callback is
	 * remembered at least.
	 */
	async claim(
		key: string,
		recording: () => Promise<boolean>,
		keepUntil?: number,
	): Promise<Delivery> {
		let timeout: Promise<'undecided'> | undefined;
		for (let known = this.callbacks.get(key); known; known = this.callbacks.get(key)) {
			if (known.recorded === true) return 'repeat';
			timeout ??= this.clock.sleep(MOST_PATIENCE_MS).then(() => 'undecided');
			const outcome = await Promise.race([known.recorded, timeout]);
			if (outcome === 'undecided') return outcome;
		}
		this.remember(key, recording(), keepUntil);
		return 'first';
	}

	private remember(key: string, recording: Promise<boolean>, keepUntil: number | undefined): void {
		const entry: { recorded: true | Promise<boolean> } = { recorded: recording };
		this.callbacks.set(key, entry, keepUntil);
		void recording.then((isRecorded) => {
			if (isRecorded) entry.recorded = true;
			else if (this.callbacks.get(key) === entry) this.callbacks.delete(key);
		});
	}
}
