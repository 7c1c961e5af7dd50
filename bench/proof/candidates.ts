import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse } from 'node:querystring';

import { validateRequest } from 'twilio';

import { readCallMessage } from '../../nodes/TwilioCallMessages/twilio/callback/messageCallback';
import { isSignedByTwilio } from '../../nodes/TwilioCallMessages/twilio/callback/signature';
import { acceptCallback } from '../../nodes/TwilioCallMessages/webhooks/acceptCallback';
import { ACCOUNT, type SignedCallback } from '../callback';

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
	return {
		request: {
			method,
			url,
			urls: [url],
			originalUrl: url,
			contentType: headers['content-type'],
			rawBody: Buffer.from(body),
			signature,
		},
		parameters: { ...parameters },
		signedBytes: Buffer.from(url + signed.map((name) => name + parameters[name]).join('')),
		expectedHash: Buffer.from(signature, 'base64'),
	};
}

const { accountSid, authToken } = ACCOUNT;
const account = { accountSid, authTokens: [authToken], sharedKeySecrets: [] };

export const bareHmac: Candidate = {
	name: 'HMAC-SHA1 + timingSafeEqual over the ready text',
	isGenuine: ({ signedBytes, expectedHash }) =>
		timingSafeEqual(createHmac('sha1', authToken).update(signedBytes).digest(), expectedHash),
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

export const ourProof: Candidate = {
	name: 'acceptCallback: verify + parse + shape',
	isGenuine: ({ request }) => acceptCallback(request, account, readCallMessage).accepted,
};
