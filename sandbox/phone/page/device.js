import { inTime } from './answers.js';
import { LostCall, PhoneCall } from './call.js';
import { hasExpired, needsOtherToken } from './errors.js';
import { createDevice, register } from './registration.js';
import { TokenRenewal } from './tokenRenewal.js';

/**
 * One person's phone: registers, places and takes calls. No DOM, so that an app of your own can use it as it is.
 *
 * @typedef {import('@twilio/voice-sdk').Device} Device
 * @typedef {import('./call.js').SdkCall} SdkCall
 * @typedef {'offline' | 'connecting' | 'ready' | 'ringing' | 'onCall' | 'reconnecting' | 'ended'} PhoneState
 * @typedef {Omit<import('./call.js').CallListener, 'onState'> & { onState: (state: PhoneState) => void }} PhoneListener
 *
 * @typedef {object} PhoneOptions
 * @property {() => Promise<string>} fetchToken Asked when the phone starts, and again before its token expires.
 * @property {import('@twilio/voice-sdk').Device.Options} deviceOptions
 * @property {PhoneListener} listener
 */

/** Failures are not thrown: the listener's `onError` and `onState` tell. */
export class Phone {
	#options;
	/** @type {Device | null} */
	#device = null;
	/** @type {PhoneCall | null} */
	#call = null;
	/** @type {PhoneState} */
	#state = 'offline';
	/** @type {TokenRenewal | null} */
	#renewal = null;
	/** Whether the token expired during the call. */
	#isExpired = false;

	/** @param {PhoneOptions} options */
	constructor(options) {
		this.#options = options;
	}

	/** The call that is placed, rings or goes on, if there is one. */
	get call() {
		return this.#call;
	}

	/** Whose calls ring here, by the token; null while none can. */
	get identity() {
		const isRegistered = String(this.#device?.state) === 'registered';
		return isRegistered ? (this.#device?.identity ?? null) : null;
	}

	/** Gets a token and registers, so that this phone can be called; from `offline` it tries again. */
	async start() {
		if (this.#state === 'connecting') return;
		this.#discardDevice();
		this.#isExpired = false;
		this.#change('connecting');
		try {
			const { fetchToken, deviceOptions } = this.#options;
			this.#device = createDevice(await fetchToken(), deviceOptions);
			this.#renewal = new TokenRenewal(this.#device, this.#options);
			await register(this.#device);
			this.#listenTo(this.#device);
			this.#change('ready');
		} catch (error) {
			this.#giveUp(error);
		}
	}

	/** Places a call; the TwiML App in the token decides where it goes. */
	async placeCall() {
		if (this.#state === 'offline') await this.start();
		if (this.#device === null || !['ready', 'ended'].includes(this.#state)) return;
		this.#change('connecting');
		try {
			this.#follow(await inTime(this.#device.connect()));
			this.#change('connecting');
		} catch (error) {
			this.#giveUp(error);
		}
	}

	/** @param {Device} device */
	#listenTo(device) {
		const changeUnlessCalling = (/** @type {PhoneState} */ state) => {
			if (this.#call === null) this.#change(state);
		};
		device.on('registered', () => changeUnlessCalling('ready'));
		device.on('unregistered', () => changeUnlessCalling('offline'));
		device.on('incoming', (call) => this.#ring(call));
		device.on('error', (error) => {
			if (hasExpired(error)) this.#replaceToken();
			else if (this.#call === null && needsOtherToken(error)) this.#giveUp(error);
			else this.#options.listener.onError(error);
		});
	}

	/** A device whose token has expired registers no more. A call of it can still be taken up again with another token. */
	#replaceToken() {
		this.#isExpired = true;
		void (this.#call === null ? this.start() : this.#renewal?.start());
	}

	/** @param {SdkCall} call */
	#ring(call) {
		// The SDK tells of a call once its ringtone plays: it may be over by now.
		if (String(call.status()) !== 'pending') return;
		if (this.#call !== null || this.#state === 'connecting') return call.reject();
		this.#follow(call);
		this.#change('ringing');
	}

	/** @param {SdkCall} call */
	#follow(call) {
		this.#call = new PhoneCall(call, {
			...this.#options.listener,
			onState: (state) => this.#changeWithCall(state),
		});
	}

	/** @param {import('./call.js').CallState} state */
	#changeWithCall(state) {
		if (['ended', 'missed', 'lost'].includes(state)) this.#call = null;
		if (state === 'lost') this.#options.listener.onError(new LostCall());
		if (state === 'missed') this.#change(this.identity === null ? 'offline' : 'ready');
		else this.#change(state === 'lost' ? 'ended' : state);
		// A device whose call was lost takes itself for busy, and would never call again.
		if (state === 'lost' || (this.#call === null && this.#isExpired)) void this.start();
	}

	/** @param {unknown} error */
	#giveUp(error) {
		// A device that is left alone would register, or place the call, when it gets through minutes later.
		this.#discardDevice();
		this.#options.listener.onError(error);
		this.#change('offline');
	}

	#discardDevice() {
		this.#device?.removeAllListeners();
		this.#device?.destroy();
		this.#device = null;
	}

	/** @param {PhoneState} state */
	#change(state) {
		this.#state = state;
		this.#options.listener.onState(state);
	}
}
