import { create } from './elements.js';
import { describeError } from './errors.js';

const MOST_AT_ONCE = 3;

/** Errors in words, each until it is dismissed or over. What is shown already is not shown, nor read out, again. */
export class Alerts {
	#place;

	/** @param {HTMLElement} place */
	constructor(place) {
		this.#place = place;
	}

	/** @param {unknown} error */
	show(error) {
		const words = describeError(error);
		if (this.#all().some((alert) => alert.dataset['what'] === words.what)) return;
		this.#place.append(createAlert(words));
		while (this.#place.childElementCount > MOST_AT_ONCE) this.#place.firstElementChild?.remove();
	}

	/** Takes away what only said that there is no connection. */
	dismissLostConnections() {
		for (const alert of this.#all()) {
			if (alert.dataset['isOfConnection'] === 'true') alert.remove();
		}
	}

	#all() {
		return [...this.#place.querySelectorAll('div')];
	}
}

/** @param {import('./errors.js').ErrorWords} words */
function createAlert({ what, todo, code, isOfConnection }) {
	const text = create('p', {}, create('strong', {}, what));
	if (todo !== '') text.append(' ', todo);
	if (code !== null) text.append(' ', create('small', {}, `Twilio error ${code}`));
	const dismiss = create('button', { type: 'button', className: 'quiet' }, 'Dismiss');
	const alert = create('div', { className: 'alert', role: 'alert' }, text, dismiss);
	Object.assign(alert.dataset, { what, isOfConnection: String(isOfConnection) });
	dismiss.addEventListener('click', () => alert.remove());
	return alert;
}
