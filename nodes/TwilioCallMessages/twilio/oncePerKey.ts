import { Memory } from './memory';

/**
 * Runs work once per key, in the memory of this process: concurrent runs share one, a later one finds the
 * work done, and work that failed may be tried again. Remembers the last 10,000 keys, each for a day: no call is longer.
 */
export class OncePerKey<T> {
	private readonly runs = new Memory<Promise<T>>({ entries: 10_000, ms: 24 * 3_600_000 });

	/** Resolves with what came of the work of this key, when it is done; rejects as the work does. */
	async run(key: string, work: () => Promise<T>): Promise<T> {
		return await (this.runs.get(key) ?? this.start(key, work));
	}

	private start(key: string, work: () => Promise<T>): Promise<T> {
		const run = work();
		this.runs.set(key, run);
		run.catch(() => this.runs.delete(key));
		return run;
	}
}
