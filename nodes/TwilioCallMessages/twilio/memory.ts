interface Entry<T> {
	readonly value: T;
	readonly forgetAt: number;
}

/**
 * What a process remembers: so many entries, the oldest given up first, each for so long after it was set. It is gone
 * after a restart, and other processes have memories of their own.
 */
export class Memory<T> {
	private readonly entries = new Map<string, Entry<T>>();

	constructor(
		private readonly limits: { readonly entries: number; readonly ms: number },
		private readonly now: () => number = () => Date.now(),
	) {}

	get(key: string): T | undefined {
		const entry = this.entries.get(key);
		return entry && this.now() < entry.forgetAt ? entry.value : undefined;
	}

	/** Remembers a value in place of an earlier one; at least until a certain time (ms since 1970), when one is given. */
	set(key: string, value: T, keepUntil = 0): void {
		this.entries.delete(key);
		const [oldest] = this.entries.keys();
		if (oldest !== undefined && this.entries.size >= this.limits.entries) this.delete(oldest);
		const forgetAt = Math.max(this.now() + this.limits.ms, keepUntil);
		this.entries.set(key, { value, forgetAt });
	}

	delete(key: string): void {
		this.entries.delete(key);
	}
}
