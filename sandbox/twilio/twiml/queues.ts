import { newSid } from '../sids';

/** A call that waits in a queue. */
export interface Queued {
	readonly callSid: string;
	readonly queueSid: string;
	readonly since: Date;
}

/** Who waits in which queue. A queue exists from its first call on. */
export class Queues {
	private readonly sids = new Map<string, string>();
	private readonly waiting = new Map<string, Queued>();

	join(callSid: string, queue: string, since: Date): Queued {
		const queueSid = this.sids.get(queue) ?? newSid('QU');
		this.sids.set(queue, queueSid);
		const queued = { callSid, queueSid, since };
		this.waiting.set(callSid, queued);
		return queued;
	}

	has(callSid: string): boolean {
		return this.waiting.has(callSid);
	}

	/** False for a call that waits in none. */
	leave(callSid: string): boolean {
		return this.waiting.delete(callSid);
	}

	sizeOf(queueSid: string): number {
		return [...this.waiting.values()].filter((one) => one.queueSid === queueSid).length;
	}
}
