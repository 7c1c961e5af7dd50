/** Waits for what happens in the emulator. */
export class Watch {
	private readonly checks = new Set<() => void>();

	/** To be called with everything that happens. */
	readonly onEvent = (): void => {
		for (const check of [...this.checks]) check();
	};

	/** Resolves with what `find` finds, now or later; with undefined when `signal` aborts or `ms` are over. */
	async until<Found>(
		find: () => Found | undefined,
		signal: AbortSignal,
		ms?: number,
	): Promise<Found | undefined> {
		const found = find();
		if (found !== undefined || signal.aborted) return found;
		return await new Promise((resolve) => {
			const finish = (result: Found | undefined) => {
				this.checks.delete(check);
				clearTimeout(timer);
				signal.removeEventListener('abort', giveUp);
				resolve(result);
			};
			const giveUp = () => finish(find());
			const check = () => {
				const result = find();
				if (result !== undefined) finish(result);
			};
			const timer = ms === undefined ? undefined : setTimeout(giveUp, ms);
			signal.addEventListener('abort', giveUp);
			this.checks.add(check);
		});
	}
}
