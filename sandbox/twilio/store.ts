import type { Call, CallbackMethod } from './calls/calls';

/** A message the server sent over REST. */
export interface UserDefinedMessage {
	readonly sid: string;
	readonly callSid: string;
	readonly content: string;
	readonly createdAt: Date;
}

export interface Subscription {
	readonly sid: string;
	readonly callSid: string;
	readonly callback: string;
	readonly method: CallbackMethod;
	readonly createdAt: Date;
}

/** A message as the person on the call sees it: `content` is parsed. */
export interface PhoneMessage {
	readonly sid: string;
	readonly content: unknown;
	readonly at: Date;
}

/** Everything the emulator remembers. Records are replaced, never changed in place. */
export class Store {
	private readonly calls = new Map<string, Call>();
	private readonly subscriptions = new Map<string, Subscription>();
	private readonly heard = new Map<string, PhoneMessage[]>();
	private readonly said = new Map<string, PhoneMessage[]>();
	private readonly statusCallbackCounts = new Map<string, number>();

	saveCall(call: Call): Call {
		this.calls.set(call.sid, call);
		return call;
	}

	findCall(sid: string): Call | undefined {
		return this.calls.get(sid);
	}

	/** Newest first, the order of Twilio's call list. */
	listCalls(): Call[] {
		return [...this.calls.values()].reverse();
	}

	saveSubscription(subscription: Subscription): void {
		this.subscriptions.set(subscription.sid, subscription);
	}

	removeSubscription(callSid: string, sid: string): boolean {
		return this.subscriptions.get(sid)?.callSid === callSid && this.subscriptions.delete(sid);
	}

	subscriptionsOf(callSid: string): Subscription[] {
		return [...this.subscriptions.values()].filter((one) => one.callSid === callSid);
	}

	addHeard(callSid: string, message: PhoneMessage): void {
		append(this.heard, callSid, message);
	}

	/** Grows with the call. */
	heardBy(callSid: string): readonly PhoneMessage[] {
		return this.heard.get(callSid) ?? [];
	}

	addSaid(callSid: string, message: PhoneMessage): void {
		append(this.said, callSid, message);
	}

	/** Grows with the call. */
	saidBy(callSid: string): readonly PhoneMessage[] {
		return this.said.get(callSid) ?? [];
	}

	/** How many status callbacks of this leg were made before; counts this one. */
	takeStatusSequence(callSid: string): number {
		const next = this.statusCallbackCounts.get(callSid) ?? 0;
		this.statusCallbackCounts.set(callSid, next + 1);
		return next;
	}
}

function append<Item>(lists: Map<string, Item[]>, name: string, item: Item): void {
	const list = lists.get(name);
	if (list) list.push(item);
	else lists.set(name, [item]);
}
