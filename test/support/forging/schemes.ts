import type { SignedRequest } from '../../../nodes/TwilioCallMessages/twilio/callback/signature';
import { SHARED_KEY_SECRET, SHARED_KEY_SETTINGS, signWithSharedKey } from '../sharedKeys';
import { ACCOUNT, AUTH_TOKEN, sign } from '../signedRequests';

/** A request with the header that says what it is signed with. */
export interface SentRequest extends SignedRequest {
	readonly signatureSettings?: string | undefined;
}

/** One of the ways in which Twilio signs. */
export interface Scheme {
	readonly signatureSettings: string | undefined;
	readonly sign: (parameters: Readonly<Record<string, string>>, url: string) => string;
}

export const BY_AUTH_TOKEN: Scheme = {
	signatureSettings: undefined,
	sign: (parameters, url) => sign(parameters, { url }),
};

export const BY_SHARED_KEY: Scheme = {
	signatureSettings: SHARED_KEY_SETTINGS,
	sign: (parameters, url) => signWithSharedKey(url, parameters),
};

/** Either way with the secret of the other. */
export const MIXED_UP: readonly Scheme[] = [
	{
		...BY_AUTH_TOKEN,
		sign: (parameters, url) => sign(parameters, { url, authToken: SHARED_KEY_SECRET }),
	},
	{
		...BY_SHARED_KEY,
		sign: (parameters, url) => signWithSharedKey(url, parameters, AUTH_TOKEN),
	},
];

/** The account that has both. */
export const ACCOUNT_WITH_BOTH = { ...ACCOUNT, sharedKeySecrets: [SHARED_KEY_SECRET] };
