import { byId } from './elements.js';

/** Bars for the levels of both directions, for eyes and for screen readers. */
export class Meters {
	#microphone = byId('microphoneLevel', HTMLElement);
	#speaker = byId('speakerLevel', HTMLElement);

	/**
	 * @param {number} microphone From 0 to 1.
	 * @param {number} speaker
	 */
	show(microphone, speaker) {
		showLevel(this.#microphone, microphone);
		showLevel(this.#speaker, speaker);
	}
}

/**
 * @param {HTMLElement} meter
 * @param {number} level
 */
function showLevel(meter, level) {
	const percent = Math.round(Math.min(1, Math.max(0, level)) * 100);
	meter.setAttribute('aria-valuenow', String(percent));
	meter.style.setProperty('--level', `${percent}%`);
}
