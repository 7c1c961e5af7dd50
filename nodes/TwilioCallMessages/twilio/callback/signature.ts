import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import {
	bodyFormat,
	isQueryRequest,
	parseForm,
	queryOf,
	readParameters,
	type IncomingRequest,
	type Parameters,
} from './parameters';
import { urlsTwilioMaySign } from './signedUrl';

/** A request with the value of its `X-Twilio-Signature` header. */
export interface SignedRequest extends IncomingRequest {
	readonly signature: string | undefined;
}

/**
 * Tells whether Twilio signed a request with one of the given Auth Tokens. Total: never throws.
 * A missing signature, no token, or a body the signature does not cover is a no.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security; signature-vectors.json
 */
export function isSignedByTwilio(request: SignedRequest, authTokens: readonly string[]): boolean {
	const { signature } = request;
	if (!signature) return false;
	const tail = signedTail(request);
	if (tail === undefined) return false;
	const signedTexts = urlsTwilioMaySign(request.url).map((url) => url + tail);
	return authTokens
		.filter((token) => token !== '')
		.some((token) => signedTexts.some((text) => isEqual(signature, sign(text, token))));
}

/** What follows the URL in the signed text; undefined when nothing would protect the body. */
function signedTail(request: SignedRequest): string | undefined {
	if (isQueryRequest(request.method) || request.rawBody.length === 0) return '';
	if (bodyFormat(request.contentType) === 'json') {
		const bodyHash = bodyHashOf(request.url);
		if (bodyHash !== undefined) return isEqual(bodyHash, sha256(request.rawBody)) ? '' : undefined;
	}
	const parameters = readParameters(request);
	return parameters && joinSorted(parameters);
}

function bodyHashOf(url: string): string | undefined {
	return parseForm(queryOf(url)).find(([name]) => name === 'bodySHA256')?.[1];
}

/** Names sorted by code unit, each followed by its value; a repeated name by its different values, sorted. */
function joinSorted(parameters: Parameters): string {
	const valuesByName = new Map<string, Set<string>>();
	for (const [name, value] of parameters) {
		valuesByName.set(name, (valuesByName.get(name) ?? new Set()).add(value));
	}
	return [...valuesByName.keys()]
		.sort()
		.flatMap((name) => [...(valuesByName.get(name) ?? [])].sort().map((value) => name + value))
		.join('');
}

function sign(text: string, authToken: string): string {
	return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}

function sha256(body: string | Buffer): string {
	return createHash('sha256').update(body).digest('hex');
}

function isEqual(received: string, expected: string): boolean {
	const [a, b] = [Buffer.from(received), Buffer.from(expected)];
	return a.length === b.length && timingSafeEqual(a, b);
}
