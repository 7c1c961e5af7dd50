import { Refusal } from '../../refusal';

/** The SDKs' limit (error 31212). Whether 10 KB means 10,000 or 10,240 bytes is not published. */
const MAX_SAID_BYTES = 10 * 1024;

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
export function toContentText(content: unknown): string {
	const text = stringify(content);
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
