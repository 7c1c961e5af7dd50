import type { SignedRequest } from '../../nodes/TwilioCallMessages/twilio/callback/signature';
import {
	readCallMessage,
	type CallMessage,
} from '../../nodes/TwilioCallMessages/twilio/callback/messageCallback';
import {
	acceptCallback,
	type CallbackAccount,
	type Refusal,
} from '../../nodes/TwilioCallMessages/webhooks/acceptCallback';

export type MessageVerdict =
	| { readonly accepted: true; readonly value: CallMessage }
	| { readonly accepted: false; readonly reason: Refusal };

/** Shows a request for one known URL to the door, as a call message. */
export function acceptMessage(
	{ url, ...request }: SignedRequest,
	account: CallbackAccount,
	signatureSettings?: string,
): MessageVerdict {
	const received = { ...request, originalUrl: url, urls: [url], signatureSettings };
	const verdict = acceptCallback(received, account, readCallMessage);
	return verdict.accepted ? { accepted: true, value: verdict.value } : verdict;
}
