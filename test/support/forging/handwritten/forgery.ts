import type { SignedRequest } from '../../../../nodes/TwilioCallMessages/twilio/callback/signature';
import type { Refusal } from '../../../../nodes/TwilioCallMessages/webhooks/acceptCallback';
import { CALLBACK_URL, genuineRequest, MESSAGE } from '../../signedRequests';
import { asGet, asHashedJson, asJsonSignedLikeAForm } from '../genuine';

/** What somebody else than Twilio may send, and the check that refuses it. */
export type Forgery = readonly [name: string, request: SignedRequest, reason: Refusal];

export const WITH_QUERY = `${CALLBACK_URL}?node=abc&page=1`;

/** The same message in each of the four ways Twilio may send it; the forgeries are one change away from these. */
export const genuine = {
	form: genuineRequest(MESSAGE, { url: WITH_QUERY }),
	json: asJsonSignedLikeAForm(MESSAGE, CALLBACK_URL).request,
	hashed: asHashedJson(MESSAGE, CALLBACK_URL).request,
	get: asGet(MESSAGE, CALLBACK_URL).request,
};
