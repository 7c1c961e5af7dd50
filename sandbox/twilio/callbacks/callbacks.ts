import { CallOrder } from '../callOrder';
import type { Delivery } from '../events';
import type { PendingWork } from '../pendingWork';
import type { CallbackRequest } from './callbackRequest';
import { sendCallback } from './sendCallback';

/** Documented limit of a whole exchange: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
export const CALLBACK_TIMEOUT_MS = 15_000;

interface CallbacksOptions {
	readonly pending: PendingWork;
	readonly onDelivered: (delivery: Delivery) => void;
	readonly now: () => Date;
	readonly timeoutMs: number;
}

type Addressed = Pick<Delivery, 'kind' | 'callSid'>;

/** Delivers callbacks one at a time per call, in the order given, and keeps every attempt. */
export class Callbacks {
	readonly deliveries: Delivery[] = [];
	private readonly order: CallOrder;
	private readonly stopping = new AbortController();

	constructor(private readonly options: CallbacksOptions) {
		this.order = new CallOrder(options.pending);
	}

	/** Returns at once; `pending` knows when the delivery is over. */
	enqueue(address: Addressed, callback: CallbackRequest): void {
		this.order.enqueue(address.callSid, () => this.deliver(address, callback));
	}

	/** Breaks off what is in flight and drops what waits. */
	stop(): void {
		this.stopping.abort();
	}

	/** One repeat, and only when no connection came about: the documented default (webhooks-connection-overrides). */
	private async deliver(address: Addressed, callback: CallbackRequest): Promise<void> {
		const isConnected = await this.attempt(address, callback);
		if (!isConnected) await this.attempt(address, callback);
	}

	private async attempt(address: Addressed, callback: CallbackRequest): Promise<boolean> {
		if (this.stopping.signal.aborted) return true;
		const at = this.options.now();
		const { timeoutMs } = this.options;
		const outcome = await sendCallback(callback, { timeoutMs, signal: this.stopping.signal });
		const isAnswered = 'status' in outcome;
		this.record({
			...address,
			...callback,
			status: isAnswered ? outcome.status : null,
			error: isAnswered ? null : outcome.error,
			at,
		});
		return isAnswered || outcome.isConnected;
	}

	private record(delivery: Delivery): void {
		this.deliveries.push(delivery);
		this.options.onDelivered(delivery);
	}
}
