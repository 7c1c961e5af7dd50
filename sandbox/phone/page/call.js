import { Outbox } from './outbox.js';

/**
 * One call: its messages and what becomes of it. No DOM, so that an app of your own can use it as it is.
 *
 * @typedef {import('@twilio/voice-sdk').Call} SdkCall
 * @typedef {'connecting' | 'ringing' | 'onCall' | 'reconnecting' | 'ended' | 'missed' | 'lost'} CallState
 *   The last three are final: a `missed` call was never accepted here, a `lost` one went down with its connection.
 *
 * @typedef {object} Message
 * @property {'sent' | 'received'} direction
 * @property {string} sid `KX…`, the same that the server sees.
 * @property {unknown} content Any JSON value.
 *
 * @typedef {object} CallListener
 * @property {(state: CallState) => void} onState
 * @property {(message: Message) => void} onMessage
 * @property {(sid: string, error: unknown) => void} onDelivery What became of a sent message: Twilio took it and the error
 *   is null, or did not.
 * @property {(error: unknown) => void} onError
 * @property {(isMuted: boolean) => void} onMute
 * @property {(microphone: number, speaker: number) => void} onVolume Levels from 0 to 1, twenty times a second.
 */

/** The call went down with its connection. */
export class LostCall extends Error {
	name = 'LostCall';
	message = 'The connection to Twilio was lost, and the call with it.';
}

/** A call of the Voice SDK, placed or incoming. */
export class PhoneCall {
	#call;
	#listener;
	#outbox;
	#isOver = false;

	/**
	 * @param {SdkCall} call
	 * @param {CallListener} listener
	 */
	constructor(call, listener) {
		this.#call = call;
		this.#listener = listener;
		this.#outbox = new Outbox(listener.onDelivery);
		this.#followState();
		this.#followMessages();
		call.on('mute', (isMuted) => listener.onMute(isMuted));
		call.on('volume', (microphone, speaker) => {
			if (!this.#isOver) listener.onVolume(microphone, speaker);
		});
	}

	/** Null until Twilio has given the call one. */
	get sid() {
		return this.#call.parameters['CallSid'] ?? null;
	}

	get isIncoming() {
		return this.#call.direction === 'INCOMING';
	}

	/** Who calls, `+15005550006` or `alice`; null for a call placed here, whose other end only the TwiML App knows. */
	get caller() {
		return this.isIncoming ? (this.#call.parameters['From'] ?? '').replace(/^client:/, '') : null;
	}

	accept() {
		this.#change('connecting');
		this.#call.accept();
	}

	reject() {
		this.#call.reject();
	}

	hangUp() {
		this.#call.disconnect();
	}

	toggleMute() {
		this.#call.mute(!this.#call.isMuted());
	}

	/**
	 * Sends a message to the server; `onDelivery` tells later what became of it.
	 *
	 * @param {unknown} content Any JSON value. The SDK throws when it is null.
	 */
	send(content) {
		const sid = this.#call.sendMessage({ content, messageType: 'user-defined-message' });
		this.#outbox.add(sid);
		this.#listener.onMessage({ direction: 'sent', sid, content });
		return sid;
	}

	#followState() {
		const call = this.#call;
		call.on('ringing', () => this.#change('ringing'));
		call.on('accept', () => this.#change('onCall'));
		call.on('reconnecting', () => this.#change('reconnecting'));
		call.on('reconnected', () => this.#change('onCall'));
		call.on('disconnect', () => this.#end('ended'));
		call.on('cancel', () => this.#end('missed'));
		call.on('reject', () => this.#end('missed'));
		call.on('transportClose', () => this.#loseConnection());
	}

	#followMessages() {
		const call = this.#call;
		call.on('messageReceived', ({ voiceEventSid = '', content }) =>
			this.#listener.onMessage({ direction: 'received', sid: voiceEventSid, content }),
		);
		call.on('messageSent', ({ voiceEventSid = '' }) => this.#outbox.confirm(voiceEventSid));
		call.on('error', (error) => {
			if (!this.#outbox.refuse(error)) this.#listener.onError(error);
		});
	}

	/** The SDK would wait for ever for a call that rings here: Twilio does not ring a second time. */
	#loseConnection() {
		if (String(this.#call.status()) === 'pending') this.#end('missed');
		else queueMicrotask(() => this.#endIfLost());
	}

	/** Without a token to resume with, the SDK closes a call that lost its connection, and emits no `disconnect`. */
	#endIfLost() {
		if (String(this.#call.status()) !== 'closed') return;
		for (const stream of [this.#call.getLocalStream(), this.#call.getRemoteStream()]) {
			stream?.getTracks().forEach((track) => track.stop());
		}
		this.#end('lost');
	}

	/** The SDK may go on about a call that is over. @param {CallState} state */
	#change(state) {
		if (!this.#isOver) this.#listener.onState(state);
	}

	/** @param {'ended' | 'missed' | 'lost'} state */
	#end(state) {
		if (this.#isOver) return;
		this.#isOver = true;
		this.#outbox.close();
		this.#listener.onState(state);
	}
}
