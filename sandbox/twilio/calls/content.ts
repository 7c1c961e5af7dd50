import { Refusal } from '../../refusal';

/** The SDKs' limit (error 31212). Whether 10 KB means 10,000 or 10,240 bytes is not published. */
const MAX_SAID_BYTES = 10 * 1024;

/**
 * How a text that an app says reaches the callback. `quoted`: as JSON has it, which fits the values of the SDK for browsers.
 * `raw`: as it is, which is what the SDKs for iOS, Android and React Native say of their contents, all of them texts. With
 * `raw` nobody can tell the text "42" from the number.
 */
export type TextContents = 'quoted' | 'raw';

/**
 * The value of a message the server sends; whoever reads it cannot change it. Throws for text that is not JSON, or that is
 * nested too deeply to be read, some thousand levels.
 */
export function parseContent(text: string): unknown {
	return JSON.parse(text, (_name, value: unknown) => Object.freeze(value));
}

/**
 * The text of a message a phone says. Refusal 400 for what is no JSON value, with 31212 above 10 KB, and with 31100 for
 * what is nested too deeply to be written.
 */
export function toContentText(content: unknown, textContents: TextContents): string {
	const isRaw = typeof content === 'string' && textContents === 'raw';
	const text = isRaw ? content : stringify(content);
	if (text === undefined) throw new Refusal(400, 'A message has to be a JSON value');
	const bytes = Buffer.byteLength(text);
	if (bytes > MAX_SAID_BYTES) {
		const size = `The message has ${bytes} bytes; the limit is ${MAX_SAID_BYTES}`;
		throw new Refusal(413, size, 31212);
	}
	return text;
}

function stringify(content: unknown): string | undefined {
	try {
		return JSON.stringify(content);
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		throw new Refusal(400, 'The message is nested too deeply', 31100);
	}
}
