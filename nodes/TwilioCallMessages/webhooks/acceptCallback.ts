import {
	bodyFormat,
	isQueryRequest,
	readParameters,
	type Parameters,
} from '../twilio/callback/parameters';
import { isSigned, type SignedRequest } from '../twilio/callback/signature';

/** A request as it arrived, with every URL the sender may have called, the likeliest first. */
export type CallbackRequest = Omit<SignedRequest, 'url'> & { readonly urls: readonly string[] };

/** Whose callbacks are let in. */
export interface CallbackAccount {
	readonly accountSid: string;
	/** Primary token, and the secondary one while tokens rotate. */
	readonly authTokens: readonly string[];
}

/** The check that refused a callback; `call` is one of who expects a certain call. */
export type Refusal = 'size' | 'contentType' | 'signature' | 'shape' | 'account' | 'call';

/** `url` is the one Twilio signed. */
export type Verdict<T> =
	| { readonly accepted: true; readonly value: T; readonly url: string }
	| { readonly accepted: false; readonly reason: Refusal };

/** Reads one kind of callback; undefined when the parameters are not exactly that. */
export type ReadShape<T> = (
	parameters: Parameters,
	request: Pick<SignedRequest, 'method' | 'url'>,
) => T | undefined;

/** Largest body (bytes): 10,000 characters of four bytes each, percent-encoded, twice over. */
export const MAX_BODY_BYTES = 256 * 1024;

/**
 * The only door for callbacks: size, content type, signature, shape and account, in that order.
 * Nothing is believed before the signature is proven, and no check can be skipped.
 */
export function acceptCallback<T extends { readonly accountSid: string }>(
	request: CallbackRequest,
	account: CallbackAccount,
	readShape: ReadShape<T>,
): Verdict<T> {
	if (Buffer.byteLength(request.rawBody) > MAX_BODY_BYTES) return refuse('size');
	const isReadable = isQueryRequest(request.method) || bodyFormat(request.contentType) !== 'other';
	if (!isReadable) return refuse('contentType');

	for (const url of request.urls) {
		const called = { ...request, url };
		const parameters = readParameters(called);
		if (!isSigned(called, parameters, account.authTokens)) continue;

		const value = parameters && readShape(parameters, called);
		if (value === undefined) return refuse('shape');
		if (value.accountSid !== account.accountSid) return refuse('account');
		return { accepted: true, value, url };
	}
	return refuse('signature');
}

function refuse(reason: Refusal): { readonly accepted: false; readonly reason: Refusal } {
	return { accepted: false, reason };
}
