import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import {
	bodyFormat,
	isQueryRequest,
	parseForm,
	queryOf,
	readParameters,
	sortParameters,
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
	return isSigned(request, readParameters(request), authTokens);
}

/** The same for a request whose parameters (`readParameters`) have been read already. */
export function isSigned(
	request: SignedRequest,
	parameters: Parameters | undefined,
	authTokens: readonly string[],
): boolean {
	const { signature } = request;
	if (!signature) return false;
	const tail = signedTail(request, parameters);
	if (tail === undefined) return false;
	const usable = authTokens.filter((token) => token !== '');
	for (const url of urlsTwilioMaySign(request.url)) {
		if (usable.some((token) => isEqual(signature, sign(url + tail, token)))) return true;
	}
	return false;
}

/** What follows the URL in the signed text; undefined when nothing would protect the body. */
function signedTail(
	request: SignedRequest,
	parameters: Parameters | undefined,
): string | undefined {
	if (isQueryRequest(request.method) || request.rawBody.length === 0) return '';
	if (bodyFormat(request.contentType) === 'json') {
		const bodyHash = bodyHashOf(request.url);
		if (bodyHash !== undefined) return isEqual(bodyHash, sha256(request.rawBody)) ? '' : undefined;
	}
	return parameters && joinSorted(parameters);
}

function bodyHashOf(url: string): string | undefined {
	return parseForm(queryOf(url)).find(([name]) => name === 'bodySHA256')?.[1];
}

/** Each name followed by its value, sorted; a name that comes twice with the same value counts once. */
function joinSorted(parameters: Parameters): string {
	let [text, previousName, previousValue] = ['', '', ''];
	for (const [name, value] of sortParameters(parameters)) {
		if (name !== previousName || value !== previousValue) text += name + value;
		[previousName, previousValue] = [name, value];
	}
	return text;
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
