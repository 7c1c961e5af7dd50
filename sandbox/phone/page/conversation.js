import { create } from './elements.js';
import { describeError } from './errors.js';
import { UnconfirmedMessage } from './outbox.js';
import { createPrettyJson } from './prettyJson.js';

/**
 * @typedef {import('./call.js').Message} Message
 */

const NEAR_THE_END_PX = 80;
const SHOWN_OF_SID = 8;

/** What was said, oldest first. Goes on over the end of a call. */
export class Conversation {
	#log;
	/** @type {Map<string, HTMLElement>} */
	#sent = new Map();
	/** Whether the newest stays in view: not while somebody has scrolled up to read. */
	#isFollowing = true;

	/** @param {HTMLElement} log */
	constructor(log) {
		this.#log = log;
		log.addEventListener('scroll', () => {
			const { scrollHeight, scrollTop, clientHeight } = log;
			this.#isFollowing = scrollHeight - scrollTop - clientHeight < NEAR_THE_END_PX;
		});
		new ResizeObserver(() => this.#follow()).observe(log);
		new MutationObserver(() => this.#follow()).observe(log, { childList: true, subtree: true });
	}

	/** @param {string} text For example that a call begins. */
	divide(text) {
		this.#log.append(
			create('p', { className: 'divider' }, create('span', {}, text, ' · ', timeNow())),
		);
	}

	/**
	 * @param {Message} message
	 * @returns {HTMLElement} Where more can be put below the message.
	 */
	add({ direction, sid, content }) {
		const article = create('article', { className: 'message', title: sid });
		Object.assign(article.dataset, { direction, sid });
		article.append(createHead(direction, content));
		const text = textOf(content);
		if (text !== null) article.append(create('p', { className: 'text' }, text));
		article.append(createPrettyJson(content), createFoot(sid));
		if (direction === 'sent') {
			this.#isFollowing = true;
			this.#sent.set(sid, article);
			showDelivery(article, 'sending', 'Sending…');
		}
		this.#log.append(article);
		letKeyboardScroll(article);
		return article;
	}

	/**
	 * @param {string} sid
	 * @param {unknown} error Null when Twilio took the message.
	 */
	settle(sid, error) {
		const article = this.#sent.get(sid);
		if (article === undefined) return;
		this.#sent.delete(sid);
		if (error === null) showDelivery(article, 'sent', 'Sent');
		else if (error instanceof UnconfirmedMessage)
			showDelivery(article, 'unconfirmed', 'Not confirmed: the server may have got it');
		else showDelivery(article, 'refused', `Refused: ${describeError(error).what}`);
	}

	#follow() {
		if (this.#isFollowing) this.#log.scrollTop = this.#log.scrollHeight;
	}
}

/** A long message scrolls in itself, and not every browser lets the Tab key reach what scrolls. @param {Element} article */
function letKeyboardScroll(article) {
	for (const part of article.querySelectorAll('.text, pre')) {
		if (part.scrollHeight > part.clientHeight) part.setAttribute('tabindex', '0');
	}
}

/**
 * @param {Message['direction']} direction
 * @param {unknown} content
 */
function createHead(direction, content) {
	const head = create('header', {}, create('span', {}, direction === 'sent' ? 'App' : 'Server'));
	const type = fieldOf(content, 'type');
	if (type !== null) head.append(create('span', { className: 'type' }, type));
	head.append(timeNow());
	return head;
}

/** @param {string} sid */
function createFoot(sid) {
	const delivery = create('span', { className: 'delivery' });
	return create('footer', {}, delivery, create('code', {}, `${sid.slice(0, SHOWN_OF_SID)}…`));
}

/**
 * @param {HTMLElement} article
 * @param {'sending' | 'sent' | 'refused' | 'unconfirmed'} delivery
 * @param {string} words
 */
function showDelivery(article, delivery, words) {
	article.dataset['delivery'] = delivery;
	article.querySelector('.delivery')?.replaceChildren(words);
}

/** What a person would read first. @param {unknown} content */
function textOf(content) {
	return typeof content === 'string' ? content : fieldOf(content, 'text');
}

/**
 * @param {unknown} content
 * @param {'type' | 'text'} name
 */
function fieldOf(content, name) {
	if (typeof content !== 'object' || content === null) return null;
	const field = /** @type {Record<string, unknown>} */ (content)[name];
	return typeof field === 'string' ? field : null;
}

function timeNow() {
	const now = new Date();
	return create('time', { dateTime: now.toISOString() }, now.toLocaleTimeString());
}
