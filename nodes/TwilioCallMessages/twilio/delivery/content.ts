import { parseJson, writeJson } from '../json';

/**
 * Longest content of a message. Whether Twilio counts bytes, UTF-16 units or characters is not documented;
 * characters are counted, so that nothing Twilio would take is refused here.
 * Source: https://www.twilio.com/docs/api/errors/32703
 */
export const MAX_CONTENT_CHARACTERS = 10_000;

/** Either the JSON text to send, or what is wrong with the content. */
export type ContentText =
	| { readonly ok: true; readonly text: string }
	| { readonly ok: false; readonly problem: string; readonly remedy: string };

/** Turns a JSON value into the text to send. */
export function contentOfValue(value: unknown): ContentText {
	const text = writeJson(value);
	if (text === undefined) {
		return {
			ok: false,
			problem: 'cannot be written as JSON',
			remedy:
				'Use objects, arrays, strings, numbers, booleans and null only, without circular references.',
		};
	}
	return ofAllowedLength(text);
}

/** Checks a text written as JSON. It is sent as written, so that large numbers keep every digit. */
export function contentOfJsonText(text: string): ContentText {
	if (parseJson(text) === undefined) {
		return {
			ok: false,
			problem: 'is not valid JSON',
			remedy:
				'Write one JSON value, for example { "type": "greeting" }. Texts inside it need double quotes; for one from an expression write {{ JSON.stringify($json.text) }} without quotes around it, or set Content Mode to Fields.',
		};
	}
	return ofAllowedLength(text);
}

function ofAllowedLength(text: string): ContentText {
	const length = countCharacters(text);
	if (length <= MAX_CONTENT_CHARACTERS) return { ok: true, text };
	return {
		ok: false,
		problem: `is ${length} characters long, Twilio takes ${MAX_CONTENT_CHARACTERS}`,
		remedy: 'Shorten it, or send a reference the app can look up.',
	};
}

function countCharacters(text: string): number {
	return text.length <= MAX_CONTENT_CHARACTERS ? text.length : [...text].length;
}
