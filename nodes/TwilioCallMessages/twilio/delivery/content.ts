import { parseJson, writeJson } from '../json';
import type { Explanation, Result } from '../result';

/**
 * Longest content of a message. Whether Twilio counts bytes, UTF-16 units or characters is not documented;
 * characters are counted, so that nothing Twilio would take is refused here.
 * Source: https://www.twilio.com/docs/api/errors/32703
 */
const MAX_CONTENT_CHARACTERS = 10_000;

/** The JSON text to send, or what is wrong with the content. */
type ContentText = Result<string, Explanation>;

/** Turns a JSON value into the text to send. */
export function contentOfValue(value: unknown): ContentText {
	const text = writeJson(value);
	if (text !== undefined) return ofAllowedLength(text);
	return refuse(
		'cannot be written as JSON',
		'Use objects, arrays, strings, numbers, booleans and null only, without circular references.',
	);
}

/** Checks a text written as JSON. It is sent as written, so that large numbers keep every digit. */
export function contentOfJsonText(text: string): ContentText {
	if (parseJson(text) !== undefined) return ofAllowedLength(text);
	return refuse(
		'is not valid JSON',
		'Write one JSON value, for example { "type": "greeting" }. Texts inside it need double quotes; for one from an expression write {{ JSON.stringify($json.text) }} without quotes around it, or set Content Mode to Fields.',
	);
}

function ofAllowedLength(text: string): ContentText {
	const length = countCharacters(text);
	if (length <= MAX_CONTENT_CHARACTERS) return { ok: true, value: text };
	return refuse(
		`is ${length} characters long, Twilio takes ${MAX_CONTENT_CHARACTERS}`,
		'Shorten it, or send an ID by which the app can look up the rest.',
	);
}

const refuse = (problem: string, remedy: string): ContentText => ({
	ok: false,
	problem: { problem, remedy },
});

function countCharacters(text: string): number {
	return text.length <= MAX_CONTENT_CHARACTERS ? text.length : [...text].length;
}
