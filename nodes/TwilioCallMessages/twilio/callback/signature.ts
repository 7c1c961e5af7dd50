import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import {
	bodyFormat,
	bodyHashOf,
	isQueryRequest,
	readParameters,
	sortParameters,
	type Coverage,
	type IncomingRequest,
	type Parameters,
} from './parameters';
import { SIGNATURE_LENGTH, type SignatureScheme } from './signatureSettings';
import { urlsTwilioMaySign } from './signedUrl';

/** A request with the value of its `X-Twilio-Signature` header. */
export interface SignedRequest extends IncomingRequest {
	readonly signature: string | undefined;
}

/**
 * Tells whether Twilio signed a request with one of the given secrets: Auth Tokens, or those of shared keys with their
 * hash. Total: never throws. A missing signature, no secret, or a body the signature does not cover is a no.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security; signature-vectors.json
 */
export function isSignedByTwilio(
	request: SignedRequest,
	secrets: readonly string[],
	hash: SignatureScheme['hash'] = 'sha1',
): boolean {
	const parameters = isJoined(request) ? readParameters(request) : undefined;
	return coverageOf(request, parameters, secrets, hash) !== undefined;
}

/**
 * Tells whether names and values of the parameters, joined, are part of the text that is signed: those of a body, unless it
 * is JSON that the URL vouches for by its hash.
 */
export function isJoined(request: IncomingRequest): boolean {
	return (
		!isQueryRequest(request.method) && request.rawBody.length > 0 && hashIn(request) === undefined
	);
}

/**
 * The same, with secrets and hash of any scheme, for a request whose parameters have been read already (`readParameters`)
 * where they are joined: how far its signature fixes them.
 */
export function coverageOf(
	request: SignedRequest,
	parameters: Parameters | undefined,
	secrets: readonly string[],
	hash: SignatureScheme['hash'],
): Coverage | undefined {
	const { signature } = request;
	if (!signature) return undefined;
	const signed = signedBehindUrl(request, parameters);
	if (signed === undefined) return undefined;
	const usable = secrets.filter((secret) => secret !== '');
	for (const url of urlsTwilioMaySign(request.url)) {
		if (usable.some((secret) => isEqual(signature, sign(url + signed.tail, secret, hash)))) {
			return signed.covers;
		}
	}
	return undefined;
}

/**
 * Tells whether a header can be a signature at all: the base64 of a SHA-1, or of the SHA-256 that Twilio's shared keys make.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function isSignature(
	header: string | undefined,
	hash: SignatureScheme['hash'],
): header is string {
	return header?.length === SIGNATURE_LENGTH[hash] && /^[A-Za-z0-9+/]+=$/.test(header);
}

/** What follows the URL in the signed text; undefined when nothing would protect the body. */
function signedBehindUrl(
	request: SignedRequest,
	parameters: Parameters | undefined,
): { readonly tail: string; readonly covers: Coverage } | undefined {
	if (isJoined(request)) return parameters && { tail: joinSorted(parameters), covers: 'joined' };
	const hash = hashIn(request);
	const isWhole = hash === undefined || isEqual(hash, sha256(request.rawBody));
	return isWhole ? { tail: '', covers: 'each' } : undefined;
}

/** The hash by which the URL vouches for a body. Only for JSON: other bodies are signed as they are. */
function hashIn({ method, url, contentType, rawBody }: IncomingRequest): string | undefined {
	if (isQueryRequest(method) || rawBody.length === 0) return undefined;
	return bodyFormat(contentType) === 'json' ? bodyHashOf(url) : undefined;
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

function sign(text: string, secret: string, hash: SignatureScheme['hash']): string {
	return createHmac(hash, secret).update(text, 'utf8').digest('base64');
}

function sha256(body: string | Buffer): string {
	return createHash('sha256').update(body).digest('hex');
}

function isEqual(received: string, expected: string): boolean {
	const [a, b] = [Buffer.from(received), Buffer.from(expected)];
	return a.length === b.length && timingSafeEqual(a, b);
}
