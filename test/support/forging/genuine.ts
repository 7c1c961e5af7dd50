import { createHash } from 'node:crypto';

import type { SignedRequest } from '../../../nodes/TwilioCallMessages/twilio/callback/signature';
import { formRequest, sign } from '../signedRequests';

export type Message = Readonly<Record<string, string>>;

/** A request Twilio made, and what an adversary who saw it knows about it. */
export interface Genuine {
	readonly message: Message;
	readonly request: SignedRequest;
	/** The text under the signature: the URL and what was signed behind it. */
	readonly signedText: string;
}

export function asForm(message: Message, url: string): Genuine {
	const request = formRequest(Object.entries(message), { url, signature: sign(message, { url }) });
	return { message, request, signedText: url + signedTail(message) };
}

export function asJsonSignedLikeAForm(message: Message, url: string): Genuine {
	const { request, signedText } = asForm(message, url);
	const rawBody = JSON.stringify(message);
	return {
		message,
		signedText,
		request: { ...request, contentType: 'application/json', rawBody },
	};
}

export function asHashedJson(message: Message, url: string): Genuine {
	const rawBody = JSON.stringify(message);
	const signedText = withQuery(url, `bodySHA256=${sha256(rawBody)}`);
	const signature = sign({}, { url: signedText });
	return {
		message,
		signedText,
		request: {
			method: 'POST',
			url: signedText,
			contentType: 'application/json',
			rawBody,
			signature,
		},
	};
}

export function asGet(message: Message, url: string): Genuine {
	const query = Object.entries(message).map((pair) => pair.map(encodeURIComponent).join('='));
	const signedText = withQuery(url, query.join('&'));
	const signature = sign({}, { url: signedText });
	return {
		message,
		signedText,
		request: { method: 'GET', url: signedText, contentType: undefined, rawBody: '', signature },
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
