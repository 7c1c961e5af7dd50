import { create } from './elements.js';

/**
 * `{ type: 'question', id, text }` from the server is answered with `{ type: <id>, yes: true }` or `false`. That is what
 * the example workflow "Ask for consent" understands; Twilio knows nothing of it.
 */
export class Questions {
	#send;
	/** @type {Set<HTMLFieldSetElement>} */
	#open = new Set();
	/** Buttons by the SID of the answer they sent. @type {Map<string, HTMLFieldSetElement>} */
	#answered = new Map();

	/** @param {(content: unknown) => string | null} send Answers the SID, or null when it could not be sent. */
	constructor(send) {
		this.#send = send;
	}

	/**
	 * Puts Yes and No below a message that is a question; other messages stay as they are.
	 *
	 * @param {unknown} content
	 * @param {HTMLElement} place
	 */
	offer(content, place) {
		if (!isQuestion(content)) return;
		const group = create('fieldset', { className: 'answers' });
		group.setAttribute('aria-label', content.text ?? 'Answer');
		for (const [label, yes] of /** @type {const} */ ([
			['Yes', true],
			['No', false],
		])) {
			const button = create('button', { type: 'button' }, label);
			button.addEventListener('click', () =>
				this.#answer(group, button, { type: content.id, yes }),
			);
			group.append(button);
		}
		place.querySelector('pre')?.before(group);
		this.#open.add(group);
	}

	/** The call is over: nobody waits for answers to its questions. */
	close() {
		this.update(false);
		this.#open.clear();
	}

	/** Questions that are not answered yet can be answered during a call only. @param {boolean} isOnCall */
	update(isOnCall) {
		for (const group of this.#open) group.disabled = !isOnCall;
	}

	/** The answer did not arrive: the question can be answered again. @param {string} sid */
	reopen(sid) {
		const group = this.#answered.get(sid);
		if (group === undefined) return;
		this.#open.add(group);
		group.disabled = false;
		for (const button of group.children) button.removeAttribute('aria-pressed');
	}

	/**
	 * @param {HTMLFieldSetElement} group
	 * @param {HTMLButtonElement} button
	 * @param {{ type: string, yes: boolean }} answer
	 */
	#answer(group, button, answer) {
		const sid = this.#send(answer);
		if (sid === null) return;
		button.setAttribute('aria-pressed', 'true');
		group.disabled = true;
		this.#open.delete(group);
		this.#answered.set(sid, group);
	}
}

/**
 * @param {unknown} content
 * @returns {content is { type: 'question', id: string, text?: string }}
 */
function isQuestion(content) {
	if (typeof content !== 'object' || content === null) return false;
	const { type, id, text } = /** @type {Record<string, unknown>} */ (content);
	return (
		type === 'question' && typeof id === 'string' && ['string', 'undefined'].includes(typeof text)
	);
}
