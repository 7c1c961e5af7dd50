import { byId } from './elements.js';

/**
 * @typedef {import('./device.js').PhoneState} PhoneState
 * @typedef {import('./device.js').Phone} Phone
 */

/** @type {Readonly<Record<PhoneState, string>>} */
const WORDS = {
	offline: 'Offline',
	connecting: 'Connecting…',
	ready: 'Ready',
	ringing: 'Ringing…',
	onCall: 'On a call',
	reconnecting: 'Reconnecting…',
	ended: 'Call ended',
};

/** The state of the phone in words, and how long the call has taken. */
export class StateView {
	#words = byId('state', HTMLElement);
	#detail = byId('detail', HTMLElement);
	#duration = byId('duration', HTMLElement);
	#startedAt = 0;
	/** @type {ReturnType<typeof setInterval> | undefined} */
	#ticking;

	/**
	 * @param {PhoneState} state
	 * @param {Phone} phone
	 */
	show(state, { call, identity }) {
		this.#words.dataset['state'] = state;
		this.#words.textContent = WORDS[state];
		this.#detail.textContent = describe(state, call, identity);
		const { title } = document.body.dataset;
		document.title = `${WORDS[state]} · ${title}`;
		if (state === 'onCall' && this.#ticking === undefined) this.#startTimer();
		if (call === null) this.#stopTimer();
	}

	#startTimer() {
		this.#startedAt = Date.now();
		this.#duration.textContent = '0:00';
		this.#ticking = setInterval(() => {
			const seconds = Math.floor((Date.now() - this.#startedAt) / 1000);
			this.#duration.textContent = formatDuration(seconds);
		}, 500);
	}

	#stopTimer() {
		clearInterval(this.#ticking);
		this.#ticking = undefined;
		this.#duration.textContent = '';
	}
}

/**
 * @param {PhoneState} state
 * @param {Phone['call']} call
 * @param {string | null} identity
 */
function describe(state, call, identity) {
	if (state === 'offline') return 'Not connected to Twilio';
	if (call === null) return identity === null ? '' : `Calls to client:${identity} ring here`;
	if (!call.isIncoming) return 'You placed this call';
	return state === 'ringing' ? `${call.caller} is calling` : `With ${call.caller}`;
}

/** @param {number} seconds */
function formatDuration(seconds) {
	const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
	const parts = hours > 0 ? [hours, pad(minutes)] : [minutes];
	return [...parts, pad(seconds % 60)].join(':');
}

/** @param {number} count */
function pad(count) {
	return String(count).padStart(2, '0');
}
