import { byId } from './elements.js';

/**
 * @typedef {import('./device.js').Phone} Phone
 * @typedef {import('./device.js').PhoneState} PhoneState
 */

/** The buttons that place, take and end calls: each is there only while it can do something. */
export class CallControls {
	#start = byId('start', HTMLButtonElement);
	#call = byId('call', HTMLButtonElement);
	#hangUp = byId('hangUp', HTMLButtonElement);
	#mute = byId('mute', HTMLButtonElement);
	#incoming = byId('incoming', HTMLElement);
	#caller = byId('caller', HTMLElement);
	#accept = byId('accept', HTMLButtonElement);
	#callSid = byId('callSid', HTMLElement);
	#reject = byId('reject', HTMLButtonElement);
	#copied = byId('copied', HTMLElement);
	#phone;
	#onError;
	#isFocusWaiting = false;

	/**
	 * @param {Phone} phone
	 * @param {(error: unknown) => void} onError
	 */
	constructor(phone, onError) {
		this.#phone = phone;
		this.#onError = onError;
		onClick(this.#start, () => phone.start());
		onClick(this.#call, () => phone.placeCall());
		onClick(this.#hangUp, () => phone.call?.hangUp());
		onClick(this.#mute, () => phone.call?.toggleMute());
		onClick(this.#accept, () => phone.call?.accept());
		onClick(this.#reject, () => phone.call?.reject());
		onClick(byId('copy', HTMLButtonElement), () => this.#copySid());
	}

	/** @param {PhoneState} state */
	update(state) {
		const { call } = this.#phone;
		const isRingingHere = state === 'ringing' && call?.isIncoming === true;
		const isCalling = call !== null && !isRingingHere;
		const hadFocus = this.#hasFocus();
		const isFocusFree = document.activeElement === document.body;
		this.#start.hidden = state !== 'offline';
		this.#call.hidden = call !== null;
		this.#call.disabled = state === 'connecting';
		this.#hangUp.hidden = !isCalling;
		this.#mute.hidden = !isCalling;
		this.#showIncoming(isRingingHere ? (call?.caller ?? '') : null, isFocusFree);
		if (hadFocus) this.#keepFocus();
		this.#showCallSid(call?.sid ?? null);
		if (call === null) this.showMuted(false);
	}

	/** @param {boolean} isMuted */
	showMuted(isMuted) {
		this.#mute.dataset['muted'] = String(isMuted);
		this.#mute.querySelector('span')?.replaceChildren(isMuted ? 'Unmute' : 'Mute');
	}

	#hasFocus() {
		const { activeElement } = document;
		if (this.#isFocusWaiting && activeElement === document.body) return true;
		const buttons = [this.#hangUp, this.#mute, this.#call, this.#start];
		return buttons.some((one) => one === activeElement) || this.#incoming.contains(activeElement);
	}

	/** When what is in use goes away, its successor takes the focus, at once or as soon as there is one. */
	#keepFocus() {
		const { activeElement } = document;
		// Not Accept: whoever is about to press another key would open the microphone.
		const successors = [activeElement, this.#incoming, this.#hangUp, this.#call, this.#start];
		const successor = successors.find(isUsable);
		this.#isFocusWaiting = successor === undefined;
		if (successor !== activeElement) successor?.focus();
	}

	/** The last one stays: it is what a workflow is asked about. @param {string | null} sid */
	#showCallSid(sid) {
		if (sid === null || sid === this.#callSid.textContent) return;
		this.#copied.textContent = '';
		this.#callSid.textContent = sid;
		byId('callSidRow', HTMLElement).hidden = false;
	}

	async #copySid() {
		this.#copied.textContent = '';
		try {
			await navigator.clipboard.writeText(this.#callSid.textContent ?? '');
			this.#copied.textContent = 'Copied';
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			this.#onError(new Error(`The Call SID could not be copied: ${reason}`));
		}
	}

	/**
	 * @param {string | null} caller
	 * @param {boolean} isFocusFree
	 */
	#showIncoming(caller, isFocusFree) {
		const wasHidden = this.#incoming.hidden;
		this.#incoming.hidden = caller === null;
		this.#caller.textContent = caller ?? '';
		if (caller !== null && wasHidden && isFocusFree) this.#accept.focus();
	}
}

/**
 * @param {Element | null} element
 * @returns {element is HTMLElement}
 */
function isUsable(element) {
	return (
		element instanceof HTMLElement &&
		element !== document.body &&
		!element.matches(':disabled, [hidden], [hidden] *')
	);
}

/**
 * @param {HTMLButtonElement} button
 * @param {() => unknown} action
 */
function onClick(button, action) {
	button.addEventListener('click', () => void action());
}
