/** What a signature is made with: the account's Auth Token, or a key that the customer shares with Twilio. */
export interface SignatureScheme {
	readonly hash: 'sha1' | 'sha256';
	readonly key: 'authToken' | 'sharedKey';
}

const BY_AUTH_TOKEN: SignatureScheme = { hash: 'sha1', key: 'authToken' };
const BY_SHARED_KEY: SignatureScheme = { hash: 'sha256', key: 'sharedKey' };

/**
 * Reads the header `X-Twilio-Webhooks-Signature-Settings`, such as `key=<id>,algorithm=HMAC_SHA256`: without it a request
 * is signed with the Auth Token, with it never. `settings` when it is not of that shape (Node joins a header that comes
 * twice), `algorithm` when it names one that is not known.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys
 */
export function signatureScheme(
	header: string | undefined,
): SignatureScheme | 'settings' | 'algorithm' {
	if (header === undefined) return BY_AUTH_TOKEN;
	const [, algorithm] = /^key=[\w.:-]+, ?algorithm=([\w-]+)$/.exec(header) ?? [];
	if (algorithm === undefined) return 'settings';
	return algorithm === 'HMAC_SHA256' ? BY_SHARED_KEY : 'algorithm';
}

/** How long the base64 of a signature is (characters). */
export const SIGNATURE_LENGTH = { sha1: 28, sha256: 44 } as const;
