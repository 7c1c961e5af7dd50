import { createHmac } from 'node:crypto';

import type { SignedRequest } from '../../nodes/TwilioCallMessages/twilio/callback/signature';

export const SHARED_KEY_SECRET = 'c2hhcmVkIGtleSBvZiB0aGUgdGVzdHM';
export const SECONDARY_SHARED_KEY_SECRET = 'dGhlIGtleSBpdCByb3RhdGVzIHRv';
export const SHARED_KEY_SETTINGS = 'key=WK0123456789abcdef0123456789abcdef,algorithm=HMAC_SHA256';

/**
 * The signature of a form POST as Twilio's documentation has it: the URL and the sorted parameters, joined, under
 * HMAC-SHA256 with the secret of the shared key.
 */
export function signWithSharedKey(
	url: string,
	parameters: Readonly<Record<string, string>>,
	secret = SHARED_KEY_SECRET,
): string {
	const names = Object.keys(parameters).sort();
	const text = names.reduce((joined, name) => joined + name + parameters[name], url);
	return createHmac('sha256', secret).update(text).digest('base64');
}

/** The same request, signed anew with a shared key. */
export function resigned<T extends SignedRequest>(
	request: T,
	parameters: Readonly<Record<string, string>>,
	secret = SHARED_KEY_SECRET,
): T {
	return { ...request, signature: signWithSharedKey(request.url, parameters, secret) };
}
