/** Sends a call on to another URL. Source: https://www.twilio.com/docs/voice/twiml/redirect */
export function redirectTo(url: string): string {
	return response(`<Redirect method="POST">${escape(url)}</Redirect>`);
}

/** Says a sentence to the caller, and hangs up. */
export function say(sentence: string): string {
	return response(`<Say>${escape(sentence)}</Say>`);
}

/** A URL with more parameters in its query. A fragment, Twilio's connection overrides, stays at the end. */
export function withParameters(url: string, parameters: Readonly<Record<string, string>>): string {
	const query = new URLSearchParams(parameters).toString();
	if (query === '') return url;
	const [address = '', ...fragment] = url.split('#');
	const whole = address + (address.includes('?') ? '&' : '?') + query;
	return [whole, ...fragment].join('#');
}

const response = (verbs: string) =>
	`<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escape = (text: string) => text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? '');
