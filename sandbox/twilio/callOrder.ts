import type { PendingWork } from './pendingWork';

/** Runs the work of one call piece by piece, in the order given. No call waits for another. */
export class CallOrder {
	private readonly lastOfCall = new Map<string, Promise<void>>();

	constructor(private readonly pending: PendingWork) {}

	/** Returns at once; `pending` knows when the work is over. */
	enqueue(callSid: string, work: () => Promise<void>): void {
		const previous = this.lastOfCall.get(callSid) ?? Promise.resolve();
		const current = previous.then(work);
		this.lastOfCall.set(callSid, current);
		this.pending.track(current);
	}
}
