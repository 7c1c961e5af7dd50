const MAX_REMEMBERED = 10_000;
const MAX_AGE_MS = 15 * 60_000;

interface Remembered {
	readonly at: number;
	/** Whether n8n recorded the execution. Pending until the answer has been sent. */
	readonly recorded: Promise<boolean>;
}

/** Tells how the first delivery of a message ended. */
export type Settle = (isRecorded: boolean) => void;

/**
 * Remembers which messages have been received, in the memory of this process: up to 10,000 of them for
 * up to 15 minutes. (n8n's static data is written without a lock, so it cannot keep concurrent repeats apart.)
 */
export class ReceivedMessages {
	private readonly messages = new Map<string, Remembered>();

	constructor(private readonly now: () => number = Date.now) {}

	/**
	 * Claims a message. Resolves with a function to settle the claim when this is its first delivery, or with
	 * undefined when it was recorded before. A repeat of a delivery in flight waits for its end, and takes
	 * over when it was not recorded.
	 */
	async claim(key: string): Promise<Settle | undefined> {
		for (let known = this.find(key); known; known = this.find(key)) {
			if (await known.recorded) return undefined;
		}
		return this.remember(key);
	}

	private find(key: string): Remembered | undefined {
		const known = this.messages.get(key);
		return known && this.now() - known.at < MAX_AGE_MS ? known : undefined;
	}

	private remember(key: string): Settle {
		this.forgetOldest();
		let resolve: Settle = () => undefined;
		const recorded = new Promise<boolean>((settle) => (resolve = settle));
		const entry = { at: this.now(), recorded };
		this.messages.delete(key);
		this.messages.set(key, entry);
		return (isRecorded) => {
			if (!isRecorded && this.messages.get(key) === entry) this.messages.delete(key);
			resolve(isRecorded);
		};
	}

	private forgetOldest(): void {
		const [oldest] = this.messages.keys();
		if (oldest !== undefined && this.messages.size >= MAX_REMEMBERED) this.messages.delete(oldest);
	}
}
