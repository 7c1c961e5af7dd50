import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse } from 'node:querystring';

import { validateRequest } from 'twilio';

import type * as messageCallback from '../../nodes/TwilioCallMessages/twilio/callback/messageCallback';
import type * as signature from '../../nodes/TwilioCallMessages/twilio/callback/signature';
import type * as door from '../../nodes/TwilioCallMessages/webhooks/acceptCallback';
import { built } from '../built';
import { ACCOUNT, type SignedCallback } from '../callback';

const NODES = 'nodes/TwilioCallMessages';
const { readCallMessage } = built<typeof messageCallback>(
	`${NODES}/twilio/callback/messageCallback.js`,
);
const { isSignedByTwilio } = built<typeof signature>(`${NODES}/twilio/callback/signature.js`);
const { acceptCallback } = built<typeof door>(`${NODES}/webhooks/acceptCallback.js`);

/** One way to look at a callback; `isGenuine` has to say yes to every one it is given. */
export interface Candidate {
	readonly name: string;
	readonly isGenuine: (delivery: Delivery) => boolean;
}

/** A callback in the forms the candidates take, made before the clock starts. */
export type Delivery = ReturnType<typeof asDelivered>;

export function asDelivered({ url, method, headers, body, parameters }: SignedCallback) {
	const signature = headers['x-twilio-signature'] ?? '';
	const signed = Object.keys(parameters).sort();
	const signedBytes = Buffer.from(url + signed.map((name) => name + parameters[name]).join(''));
	const bySharedKey = createHmac('sha256', SHARED_KEY_SECRET).update(signedBytes).digest();
	const request = {
		method,
		url,
		urls: [url],
		originalUrl: url,
		contentType: headers['content-type'],
		rawBody: Buffer.from(body),
		signature,
	};
	return {
		request,
		requestBySharedKey: {
			...request,
			signature: bySharedKey.toString('base64'),
			signatureSettings: SHARED_KEY_SETTINGS,
		},
		parameters: { ...parameters },
		signedBytes,
		expectedHash: Buffer.from(signature, 'base64'),
		expectedHashBySharedKey: bySharedKey,
	};
}

const SHARED_KEY_SECRET = 'c2hhcmVkIGtleSBvZiB0aGUgYmVuY2hlcw';
const SHARED_KEY_SETTINGS = 'key=WK0123456789abcdef0123456789abcdef,algorithm=HMAC_SHA256';

const { accountSid, authToken } = ACCOUNT;
const account = { accountSid, authTokens: [authToken], sharedKeySecrets: [SHARED_KEY_SECRET] };

export const bareHmac: Candidate = {
	name: 'HMAC-SHA1 + timingSafeEqual over the ready text',
	isGenuine: ({ signedBytes, expectedHash }) =>
		timingSafeEqual(createHmac('sha1', authToken).update(signedBytes).digest(), expectedHash),
};

export const bareHmacBySharedKey: Candidate = {
	name: 'HMAC-SHA256 + timingSafeEqual over the ready text',
	isGenuine: ({ signedBytes, expectedHashBySharedKey }) =>
		timingSafeEqual(
			createHmac('sha256', SHARED_KEY_SECRET).update(signedBytes).digest(),
			expectedHashBySharedKey,
		),
};

export const twilioNode: Candidate = {
	name: 'twilio-node validateRequest, parameters ready',
	isGenuine: ({ request: { signature, url }, parameters }) =>
		validateRequest(authToken, signature, url, parameters),
};

export const twilioNodeParsing: Candidate = {
	name: 'twilio-node validateRequest + querystring.parse',
	isGenuine: ({ request: { signature, url, rawBody } }) =>
		validateRequest(authToken, signature, url, parse(rawBody.toString())),
};

export const ourSignature: Candidate = {
	name: 'isSignedByTwilio (parses)',
	isGenuine: ({ request }) => isSignedByTwilio(request, account.authTokens),
};

export const ourSignatureBySharedKey: Candidate = {
	name: 'isSignedByTwilio (parses), shared key',
	isGenuine: ({ requestBySharedKey }) =>
		isSignedByTwilio(requestBySharedKey, account.sharedKeySecrets, 'sha256'),
};

export const ourProof: Candidate = {
	name: 'acceptCallback: verify + parse + shape',
	isGenuine: ({ request }) => acceptCallback(request, account, readCallMessage).accepted,
};

export const ourProofBySharedKey: Candidate = {
	name: 'acceptCallback: verify + parse + shape, shared key',
	isGenuine: ({ requestBySharedKey }) =>
		acceptCallback(requestBySharedKey, account, readCallMessage).accepted,
};
