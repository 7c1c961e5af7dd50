import { create } from './elements.js';

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g;

/**
 * A JSON value on several lines, with names, texts and other values in spans of their own for the style sheet.
 *
 * @param {unknown} value
 */
export function createPrettyJson(value) {
	const text = JSON.stringify(value, null, 2) ?? '';
	const pre = create('pre', {});
	let done = 0;
	for (const match of text.matchAll(TOKENS)) {
		const [token, string, colon] = match;
		const shown = string ?? token;
		pre.append(
			text.slice(done, match.index),
			create('span', { className: kindOf(string, colon) }, shown),
		);
		done = match.index + shown.length;
	}
	pre.append(text.slice(done));
	return pre;
}

/**
 * @param {string | undefined} string
 * @param {string | undefined} colon
 */
function kindOf(string, colon) {
	if (string === undefined) return 'jsonValue';
	return colon === undefined ? 'jsonText' : 'jsonName';
}
