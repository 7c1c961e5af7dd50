import { byId } from './elements.js';

/** Twilio's limit is 10 KB; whether that means 10,000 or 10,240 bytes is not published. */
const LIMIT_BYTES = 10_000;
const NEAR_LIMIT_BYTES = 8000;

/** The form for a message: a type and a text, or any JSON. */
export class Composer {
	#form = byId('composer', HTMLFormElement);
	#type = byId('type', HTMLInputElement);
	#text = byId('text', HTMLInputElement);
	#json = byId('json', HTMLTextAreaElement);
	#asJson = byId('asJson', HTMLInputElement);
	#button = byId('send', HTMLButtonElement);
	#reason = byId('reason', HTMLElement);
	#hint = byId('hint', HTMLElement);
	#send;

	/** @param {(content: unknown) => string | null} send Answers null when it could not be sent. */
	constructor(send) {
		this.#send = send;
		this.#form.addEventListener('submit', (event) => {
			event.preventDefault();
			this.#submit();
		});
		this.#form.addEventListener('input', () => this.#showMode());
		this.#json.addEventListener('keydown', (event) => {
			if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#form.requestSubmit();
		});
		this.#showMode();
	}

	/** @param {string | null} reason Why nothing can be sent at the moment; null when it can. */
	update(reason) {
		this.#button.disabled = reason !== null;
		this.#reason.textContent = reason ?? '';
	}

	/** Goes to the field for the next message, unless the person is typing something already. */
	focus() {
		if (document.activeElement?.matches('input:not([type=radio]), textarea')) return;
		(this.#asJson.checked ? this.#json : this.#text).focus();
	}

	#showMode() {
		this.#form.dataset['mode'] = this.#asJson.checked ? 'json' : 'form';
		this.#showHint();
	}

	#submit() {
		if (this.#button.disabled) return;
		try {
			const isSent = this.#send(this.#readContent()) !== null;
			if (isSent) this.#text.value = '';
			this.#showHint();
		} catch (mistake) {
			this.#showMistake(mistake instanceof Error ? mistake.message : String(mistake));
		}
	}

	/** Throws with what is wrong with the JSON. */
	#readContent() {
		if (!this.#asJson.checked) return { type: this.#type.value, text: this.#text.value };
		const content = parseJson(this.#json.value);
		if (content === null) throw new Error('A message cannot be null.');
		return content;
	}

	/** A message that is too large may be sent all the same: Twilio is the one to say so. */
	#showHint() {
		this.#json.removeAttribute('aria-invalid');
		const bytes = this.#countBytes();
		this.#hint.textContent = describeSize(bytes);
		this.#hint.classList.toggle('mistake', bytes > LIMIT_BYTES);
	}

	#countBytes() {
		try {
			return new TextEncoder().encode(JSON.stringify(this.#readContent())).length;
		} catch {
			return 0;
		}
	}

	/** @param {string} words */
	#showMistake(words) {
		this.#json.setAttribute('aria-invalid', 'true');
		this.#json.focus();
		this.#hint.textContent = words;
		this.#hint.classList.add('mistake');
	}
}

/**
 * @param {string} text
 * @returns {unknown}
 */
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch (error) {
		// Chromium and Firefox name the line and the column.
		throw new Error(`This is not JSON: ${error instanceof Error ? error.message : String(error)}`);
	}
}

/** @param {number} bytes */
function describeSize(bytes) {
	const size = (bytes / 1000).toFixed(1);
	if (bytes < NEAR_LIMIT_BYTES) return '';
	return bytes > LIMIT_BYTES
		? `${size} KB, and Twilio takes 10 KB at most.`
		: `${size} of the 10 KB that Twilio takes.`;
}
