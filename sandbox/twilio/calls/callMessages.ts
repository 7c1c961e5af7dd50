import { Refusal } from '../../refusal';
import { buildCallbackRequest } from '../callbacks/callbackRequest';
import {
	DEFAULT_CONNECTION_SETTINGS,
	readConnectionOverrides,
} from '../callbacks/connectionOverrides';
import { messageCallbackParameters, type SaidMessage } from '../callbacks/messageCallback';
import { CallOrder } from '../callOrder';
import type { EmulatorContext } from '../emulatorContext';
import { newSid } from '../sids';
import type { PhoneMessage, Subscription, UserDefinedMessage } from '../store';
import type { Call, CallbackMethod } from './calls';
import { isActive } from './calls';
import { parseContent, toContentText } from './content';

/** What the client makes up for a message it sends. */
export type MadeByClient = Pick<SaidMessage, 'sid' | 'contentType'>;

/** Messages between the server and the person on a call, both ways. */
export class CallMessages {
	private readonly hearing: CallOrder;

	constructor(private readonly context: EmulatorContext) {
		this.hearing = new CallOrder(context.pending);
	}

	/** Accepts a message of the server; `hear` brings it to the phone. */
	create(callSid: string, content: string): UserDefinedMessage {
		return { sid: newSid('KX'), callSid, content, createdAt: this.context.now() };
	}

	/**
	 * The message reaches the phone after those handed in before it, and once `answered` resolves; null waits for no
	 * answer. `content` was checked to be JSON.
	 */
	hear(message: UserDefinedMessage, answered: Promise<void> | null): void {
		const { sid, callSid } = message;
		this.hearing.enqueue(callSid, async () => {
			await answered;
			const content = parseContent(message.content);
			this.context.store.addHeard(callSid, Object.freeze({ sid, content, at: this.context.now() }));
			this.context.emit({ type: 'messageToPhone', callSid, sid, content });
		});
	}

	subscribe(callSid: string, callback: string, method: CallbackMethod): Subscription {
		const { store, emit, now } = this.context;
		const sid = newSid('ZY');
		const subscription = { sid, callSid, callback, method, createdAt: now() };
		store.saveSubscription(subscription);
		emit({ type: 'subscribed', callSid, sid, callback, method });
		return subscription;
	}

	/** False when the leg has no such subscription. */
	unsubscribe(callSid: string, sid: string): boolean {
		const isRemoved = this.context.store.removeSubscription(callSid, sid);
		if (isRemoved) this.context.emit({ type: 'unsubscribed', callSid, sid, reason: 'deleted' });
		return isRemoved;
	}

	/**
	 * The phone says a JSON value: one callback for each subscription of its leg, all with the same `Sid`, as the
	 * client makes it (fixture udm-form-post). Refusal 31211 (HTTP 409) when the call is not active, and what
	 * `toContentText` refuses.
	 */
	say(
		call: Call,
		content: unknown,
		{ sid, contentType }: MadeByClient = { sid: newSid('KX') },
	): PhoneMessage {
		const { store, emit, now, textContents } = this.context;
		if (!isActive(call)) {
			throw new Refusal(409, `Call ${call.sid} is ${call.status}: nobody can say anything`, 31211);
		}
		const contentText = toContentText(content, textContents);
		const message = { sid, content, at: now() };
		const sequenceNumber = this.context.firstSequenceNumber + store.saidBy(call.sid).length;
		store.addSaid(call.sid, message);
		const subscriptions = store.subscriptionsOf(call.sid);
		emit({
			type: 'messageFromPhone',
			callSid: call.sid,
			sid: message.sid,
			content,
			subscriptions: subscriptions.length,
		});
		for (const subscription of subscriptions) {
			const { at } = message;
			this.deliver(subscription, { sid, contentType, contentText, sequenceNumber, at });
		}
		return message;
	}

	private deliver(
		{ callSid, callback, method }: Subscription,
		said: Omit<SaidMessage, 'accountSid' | 'callSid'>,
	): void {
		const { account, callbacks, signing, callbackEncoding, honourConnectionOverrides } =
			this.context;
		const request = buildCallbackRequest(
			{ url: callback, method },
			messageCallbackParameters({ ...said, accountSid: account.sid, callSid }),
			callbackEncoding,
			signing.keyFor(callback),
		);
		const settings = honourConnectionOverrides
			? readConnectionOverrides(callback)
			: DEFAULT_CONNECTION_SETTINGS;
		callbacks.enqueue({ kind: 'message', callSid }, request, settings);
	}
}
