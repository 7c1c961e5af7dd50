import { Memory } from '../twilio/memory';
import type { CallbackAccount } from './acceptCallback';

/** How long a changed or deleted credential may go on proving callbacks. `docs/security.md` says so. */
const REMEMBERED_MS = 30_000;
/** Anybody can send what is not proven: not each of it is worth a look into the credential. */
const LEAST_BETWEEN_MS = 1_000;

/** What the credential said at some time, by the clock of the memory (ms). */
interface Reading {
	readonly readAt: number;
	readonly account: Promise<CallbackAccount>;
}

type Read = () => Promise<CallbackAccount>;

/**
 * Remembers what proves callbacks, and nothing else of a credential, in the memory of this process. (Outside an execution
 * n8n 2 takes an isolated engine for expressions to decrypt a credential, which is dearer than all the rest of a
 * callback; and nothing tells a node that one has changed.)
 */
export class CredentialMemory {
	private readonly readings: Memory<Reading>;

	/** `now` is a clock that is never set back (ms). */
	constructor(private readonly now: () => number = () => performance.now()) {
		this.readings = new Memory({ entries: 1_000, ms: REMEMBERED_MS }, now);
	}

	/** What was read lately; else reads, once for all who ask meanwhile. Its account rejects as `read` does. */
	recall(key: string, read: Read): Reading {
		return this.readings.get(key) ?? this.readAnew(key, read);
	}

	/** A later reading than one that proved nothing; undefined while that one is hardly a second old. */
	laterThan({ readAt }: Reading, key: string, read: Read): Reading | undefined {
		const last = this.readings.get(key);
		if (last && last.readAt > readAt) return last;
		return this.now() - readAt < LEAST_BETWEEN_MS ? undefined : this.readAnew(key, read);
	}

	private readAnew(key: string, read: Read): Reading {
		const reading = { readAt: this.now(), account: read() };
		this.readings.set(key, reading);
		reading.account.catch(() => {
			if (this.readings.get(key) === reading) this.readings.delete(key);
		});
		return reading;
	}
}
