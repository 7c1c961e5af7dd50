import { setTimeout as sleep } from 'node:timers/promises';

import { CallOrder } from '../callOrder';
import type { Delivery } from '../events';
import type { PendingWork } from '../pendingWork';
import type { CallbackRequest } from './callbackRequest';
import type { ConnectionSettings } from './connectionOverrides';
import { isRepeated } from './repeats';
import { sendCallback, type Limits, type Outcome } from './sendCallback';

/** Hard limit no override exceeds, repeats included: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
export const CALLBACK_TIMEOUT_MS = 15_000;

/** Made up: Twilio documents neither a pause nor a backoff between repeats, nor that there is none. */
export const CALLBACK_RETRY_PAUSE_MS = 50;

interface CallbacksOptions {
	readonly pending: PendingWork;
	readonly onDelivered: (delivery: Delivery) => void;
	readonly now: () => Date;
	readonly timeoutMs: number;
	readonly retryPauseMs: number;
}

/** What a callback is about. Those of one `lane` keep their order; default those of one call. */
export interface Addressed extends Pick<Delivery, 'kind' | 'callSid'> {
	readonly lane?: string;
}

/**
 * Delivers callbacks one at a time per lane, in the order given, and keeps every attempt. A callback's repeats are over
 * before the next callback of its lane goes out: Twilio promises no order, and only a fixed one can be tested.
 */
export class Callbacks {
	readonly deliveries: Delivery[] = [];
	private readonly order: CallOrder;
	private readonly stopping = new AbortController();

	constructor(private readonly options: CallbacksOptions) {
		this.order = new CallOrder(options.pending);
	}

	/** Returns at once; `pending` knows when the last attempt is over. */
	enqueue(address: Addressed, callback: CallbackRequest, settings: ConnectionSettings): void {
		const { lane = address.callSid } = address;
		this.order.enqueue(lane, async () => {
			await this.deliver(address, callback, settings);
		});
	}

	/** Waits for no other callback. Resolves with what became of the last attempt. */
	async ask(
		address: Addressed,
		callback: CallbackRequest,
		settings: ConnectionSettings,
	): Promise<Outcome> {
		const asked = this.deliver(address, callback, settings);
		this.options.pending.track(asked.then(() => undefined));
		return await asked;
	}

	/** Breaks off what is in flight and drops what waits, repeats included. */
	stop(): void {
		this.stopping.abort(new Error('The emulator is stopping'));
	}

	private async deliver(
		address: Addressed,
		callback: CallbackRequest,
		settings: ConnectionSettings,
	): Promise<Outcome> {
		const totalMs = Math.min(settings.totalMs, this.options.timeoutMs);
		const total = new AbortController();
		const late = new Error(`No complete answer within ${totalMs} ms`);
		const timer = setTimeout(() => total.abort(late), totalMs);
		const signal = AbortSignal.any([this.stopping.signal, total.signal]);
		const limits = { ...settings, signal };
		let outcome: Outcome = { error: 'The emulator is stopping', trigger: null };
		for (let repeats = 0; !signal.aborted; repeats += 1) {
			outcome = await this.attempt(address, callback, limits);
			if (!isRepeated(outcome, repeats, settings)) break;
			await sleep(this.options.retryPauseMs, undefined, { signal }).catch(() => undefined);
		}
		clearTimeout(timer);
		return outcome;
	}

	/** Every attempt sends the same request, so its `I-Twilio-Idempotency-Token` too. */
	private async attempt(
		{ kind, callSid }: Addressed,
		callback: CallbackRequest,
		limits: Limits,
	): Promise<Outcome> {
		const at = this.options.now();
		const outcome = await sendCallback(callback, limits);
		const isAnswered = 'status' in outcome;
		this.record({
			kind,
			callSid,
			...callback,
			status: isAnswered ? outcome.status : null,
			error: isAnswered ? null : outcome.error,
			at,
		});
		return outcome;
	}

	private record(delivery: Delivery): void {
		this.deliveries.push(delivery);
		this.options.onDelivered(delivery);
	}
}
