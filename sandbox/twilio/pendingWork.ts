/** Work that goes on after an answer was given. */
export class PendingWork {
	private readonly running = new Set<Promise<void>>();

	track(work: Promise<void>): void {
		this.running.add(work);
		void work.finally(() => this.running.delete(work));
	}

	/** Resolves when nothing is running, work started in the meantime included. */
	async settled(): Promise<void> {
		while (this.running.size > 0) await Promise.allSettled(this.running);
	}
}
