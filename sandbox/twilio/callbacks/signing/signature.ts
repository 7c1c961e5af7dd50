import { createHash, createHmac } from 'node:crypto';

import type { CallbackParameters } from '../messageCallback';

/** What a callback is signed with. `settings` is the header that says so; null with the Auth Token, which needs none. */
export interface SigningKey {
	readonly secret: string;
	readonly hash: 'sha1' | 'sha256';
	readonly settings: string | null;
}

export function authTokenKey(authToken: string): SigningKey {
	return { secret: authToken, hash: 'sha1', settings: null };
}

/**
 * `X-Twilio-Signature`: HMAC over URL + sorted name+value, base64 (https://www.twilio.com/docs/usage/webhooks/webhooks-security).
 * A shared key changes the hash, not the text (https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys).
 */
export function signCallback(
	{ secret, hash }: SigningKey,
	url: string,
	signedFields: CallbackParameters,
): string {
	const names = Object.keys(signedFields).sort();
	const fields = names.map((name) => `${name}${signedFields[name] ?? ''}`).join('');
	return createHmac(hash, secret).update(`${url}${fields}`, 'utf8').digest('base64');
}

/** The value of the query parameter `bodySHA256`, lower-case hex (same page, JSON section). */
export function hashBody(body: string): string {
	return createHash('sha256').update(body, 'utf8').digest('hex');
}
