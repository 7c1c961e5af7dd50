import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';

import type { SignedRequest } from '../../nodes/TwilioCallMessages/twilio/callback/signature';

export const AUTH_TOKEN = '0123456789abcdef0123456789abcdef';
export const SECONDARY_TOKEN = 'fedcba9876543210fedcba9876543210';
export const ACCOUNT_SID = `AC${'1'.repeat(32)}`;
export const CALLBACK_URL = 'https://n8n.example.com/webhook/4c1d0a7e/messages';

export const ACCOUNT = {
	accountSid: ACCOUNT_SID,
	authTokens: [AUTH_TOKEN],
	sharedKeySecrets: [],
};

/** The seven parameters of a call message. */
export const MESSAGE = {
	ContentType: 'application/json',
	Content: '{"type":"button","id":7}',
	SequenceNumber: '1',
	CallSid: `CA${'2'.repeat(32)}`,
	Timestamp: 'Fri, 02 Dec 2022 22:02:49 +0000',
	AccountSid: ACCOUNT_SID,
	Sid: `KX${'3'.repeat(32)}`,
} as const;

/** Signs parameters as Twilio's own SDK does. */
export function sign(
	parameters: Readonly<Record<string, string>>,
	{ url = CALLBACK_URL, authToken = AUTH_TOKEN } = {},
): string {
	return getExpectedTwilioSignature(authToken, url, parameters);
}

/** A form POST with the given pairs, repeated ones included, under a signature made for other pairs or these. */
export function formRequest(
	pairs: Iterable<readonly [string, string]>,
	{ url = CALLBACK_URL, signature }: { url?: string; signature: string | undefined },
): SignedRequest {
	return {
		method: 'POST',
		url,
		contentType: 'application/x-www-form-urlencoded; charset=UTF-8',
		rawBody: [...pairs].map((pair) => pair.map(encodeURIComponent).join('=')).join('&'),
		signature,
	};
}

/** A form POST of parameters as Twilio would send them, signed. */
export function genuineRequest(
	parameters: Readonly<Record<string, string>>,
	{ url = CALLBACK_URL, authToken = AUTH_TOKEN } = {},
): SignedRequest {
	return formRequest(Object.entries(parameters), {
		url,
		signature: sign(parameters, { url, authToken }),
	});
}
