import { createHash, createHmac } from 'node:crypto';

import type { CallbackParameters } from './messageCallback';

/** `X-Twilio-Signature`: HMAC-SHA1 over URL + sorted name+value, base64 (https://www.twilio.com/docs/usage/webhooks/webhooks-security). */
export function signCallback(
	authToken: string,
	url: string,
	signedFields: CallbackParameters,
): string {
	const names = Object.keys(signedFields).sort();
	const fields = names.map((name) => `${name}${signedFields[name] ?? ''}`).join('');
	return createHmac('sha1', authToken).update(`${url}${fields}`, 'utf8').digest('base64');
}

/** The value of the query parameter `bodySHA256`, lower-case hex (same page, JSON section). */
export function hashBody(body: string): string {
	return createHash('sha256').update(body, 'utf8').digest('hex');
}
