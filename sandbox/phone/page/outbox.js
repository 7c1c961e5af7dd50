/** Codes that refuse a message: unreadable, too fast, its type, call not active, too large, or unknown to the SDK. */
const REFUSALS = new Set([31100, 31206, 31210, 31211, 31212, 31000]);

/** A call ended when Twilio had neither taken nor refused a message. */
export class UnconfirmedMessage extends Error {
	name = 'UnconfirmedMessage';
	message = 'The call ended before Twilio confirmed it: the server may have got it all the same.';
}

/** The messages of a call that Twilio has neither taken nor refused yet. */
export class Outbox {
	/** SIDs, oldest first. @type {Set<string>} */
	#waiting = new Set();
	#onDelivery;

	/** @param {(sid: string, error: unknown) => void} onDelivery Told once of each message; null when Twilio took it. */
	constructor(onDelivery) {
		this.#onDelivery = onDelivery;
	}

	/** @param {string} sid */
	add(sid) {
		this.#waiting.add(sid);
	}

	/** @param {string} sid */
	confirm(sid) {
		this.#settle(sid, null);
	}

	/**
	 * The SDK does not say which message an error refuses. Twilio answers in order, so it is the oldest one.
	 *
	 * @param {{ code: number }} error Of the call.
	 * @returns {boolean} False when it refuses no message, but is about something else.
	 */
	refuse(error) {
		const [oldest] = this.#waiting;
		if (oldest === undefined || !REFUSALS.has(error.code)) return false;
		this.#settle(oldest, error);
		return true;
	}

	/** Gives up what is left, since the call is over. */
	close() {
		for (const sid of this.#waiting) this.#settle(sid, new UnconfirmedMessage());
	}

	/**
	 * @param {string} sid
	 * @param {unknown} error
	 */
	#settle(sid, error) {
		if (this.#waiting.delete(sid)) this.#onDelivery(sid, error);
	}
}
