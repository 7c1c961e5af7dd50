import { createHash } from 'node:crypto';

import { formRequest } from '../signedRequests';
import { BY_AUTH_TOKEN, type SentRequest } from './schemes';

export type Message = Readonly<Record<string, string>>;

/** A request Twilio made, and what an adversary who saw it knows about it. */
export interface Genuine {
	readonly message: Message;
	readonly request: SentRequest;
	/** The text under the signature: the URL and what was signed behind it. */
	readonly signedText: string;
}

export function asForm(message: Message, url: string, scheme = BY_AUTH_TOKEN): Genuine {
	const { signatureSettings } = scheme;
	const request = formRequest(Object.entries(message), {
		url,
		signature: scheme.sign(message, url),
	});
	return {
		message,
		request: { ...request, signatureSettings },
		signedText: url + signedTail(message),
	};
}

export function asJsonSignedLikeAForm(
	message: Message,
	url: string,
	scheme = BY_AUTH_TOKEN,
): Genuine {
	const { request, signedText } = asForm(message, url, scheme);
	const rawBody = JSON.stringify(message);
	return {
		message,
		signedText,
		request: { ...request, contentType: 'application/json', rawBody },
	};
}

export function asHashedJson(message: Message, url: string, scheme = BY_AUTH_TOKEN): Genuine {
	const rawBody = JSON.stringify(message);
	const signedText = withQuery(url, `bodySHA256=${sha256(rawBody)}`);
	return {
		message,
		signedText,
		request: {
			method: 'POST',
			url: signedText,
			contentType: 'application/json',
			rawBody,
			signature: scheme.sign({}, signedText),
			signatureSettings: scheme.signatureSettings,
		},
	};
}

export function asGet(message: Message, url: string, scheme = BY_AUTH_TOKEN): Genuine {
	const query = Object.entries(message).map((pair) => pair.map(encodeURIComponent).join('='));
	const signedText = withQuery(url, query.join('&'));
	return {
		message,
		signedText,
		request: {
			method: 'GET',
			url: signedText,
			contentType: undefined,
			rawBody: '',
			signature: scheme.sign({}, signedText),
			signatureSettings: scheme.signatureSettings,
		},
	};
}

/** What is signed behind the URL: names sorted, each with its value. */
export function signedTail(message: Message): string {
	return Object.keys(message)
		.sort()
		.map((name) => `${name}${message[name]}`)
		.join('');
}

function withQuery(url: string, query: string): string {
	return url + (url.includes('?') ? '&' : '?') + query;
}

export function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
