import type { Refusal } from './acceptCallback';

/**
 * What a refused sender is told: never more than that it was refused. 403 keeps a forger guessing,
 * 400 and the rest are only reached by someone who has to know the reason.
 */
export const REFUSAL_ANSWERS: Readonly<Record<Refusal, { status: number; text: string }>> = {
	size: { status: 413, text: 'Body too large' },
	contentType: { status: 415, text: 'Unsupported content type' },
	signature: { status: 403, text: 'Forbidden' },
	account: { status: 403, text: 'Forbidden' },
	shape: { status: 400, text: 'Malformed callback' },
};

/** What the person who runs n8n finds in the log, with the next step. */
export const REFUSAL_LOGS: Readonly<Record<Refusal, string>> = {
	size: 'the body is larger than any call message',
	contentType: 'the content type is neither form nor JSON',
	signature:
		"the signature does not fit. If this was Twilio, check the Auth Token in the credential, and that n8n's WEBHOOK_URL is the address Twilio calls",
	account: 'it is signed, but for another account than that of the credential',
	shape: 'it is signed, but is not a call message',
};
