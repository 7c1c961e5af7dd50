import { isCutAnew } from '../twilio/callback/boundaries';
import { bodyFormat, isQueryRequest, readParameters } from '../twilio/callback/parameters';
import { readCallMessage, type CallMessage } from '../twilio/callback/messageCallback';
import { isSignedByTwilio, type SignedRequest } from '../twilio/callback/signature';

/** Whose callbacks are let in. */
export interface CallbackAccount {
	readonly accountSid: string;
	/** Primary token, and the secondary one while tokens rotate. */
	readonly authTokens: readonly string[];
}

/** The check that refused a callback. */
export type Refusal = 'size' | 'contentType' | 'signature' | 'shape' | 'account';

export type Verdict<T> =
	| { readonly accepted: true; readonly value: T }
	| { readonly accepted: false; readonly reason: Refusal };

/** Largest body (bytes): 10,000 characters of four bytes each, percent-encoded, twice over. */
export const MAX_BODY_BYTES = 256 * 1024;

/**
 * The only door for a call message: size, content type, signature, shape and account, in that order.
 * Nothing is believed before the signature is proven, and no check can be skipped.
 */
export function acceptCallback(
	request: SignedRequest,
	account: CallbackAccount,
): Verdict<CallMessage> {
	const reason = refusalBeforeReading(request, account);
	if (reason !== undefined) return { accepted: false, reason };

	const parameters = readParameters(request) ?? [];
	const message = readCallMessage(parameters);
	if (message === undefined || isCutAnew(request.url, parameters, message.accountSid)) {
		return { accepted: false, reason: 'shape' };
	}
	if (message.accountSid !== account.accountSid) return { accepted: false, reason: 'account' };
	return { accepted: true, value: message };
}

function refusalBeforeReading(
	request: SignedRequest,
	account: CallbackAccount,
): Refusal | undefined {
	if (Buffer.byteLength(request.rawBody) > MAX_BODY_BYTES) return 'size';
	const isReadable = isQueryRequest(request.method) || bodyFormat(request.contentType) !== 'other';
	if (!isReadable) return 'contentType';
	return isSignedByTwilio(request, account.authTokens) ? undefined : 'signature';
}
