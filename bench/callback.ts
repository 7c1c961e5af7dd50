import {
	buildCallbackRequest,
	type CallbackRequest,
} from '../sandbox/twilio/callbacks/callbackRequest';
import {
	messageCallbackParameters,
	type CallbackParameters,
} from '../sandbox/twilio/callbacks/messageCallback';
import { authTokenKey } from '../sandbox/twilio/callbacks/signing/signature';
import { newSid } from '../sandbox/twilio/sids';

/** The made-up account that signs. */
export const ACCOUNT = {
	accountSid: newSid('AC'),
	authToken: '0123456789abcdef0123456789abcdef',
};

export const BODY_BYTES = 1024;

/** A callback as Twilio sends it, with the parameters that are in its body. */
export interface SignedCallback extends CallbackRequest {
	readonly parameters: CallbackParameters;
}

/** A new message of `BODY_BYTES`, as a form, signed for this URL; no two have the same Sid. */
export function signedCallback(url: string, callSid = newSid('CA')): SignedCallback {
	const empty = sign(url, callSid, '');
	return sign(url, callSid, WORDS.slice(0, BODY_BYTES - empty.body.length));
}

/** The same, of a new call which the URL names, as load balancers want it. */
export function signedCallbackNamingCall(url: string): SignedCallback {
	const callSid = newSid('CA');
	return signedCallback(`${url}?call=${callSid}`, callSid);
}

// One byte per character in a form, blanks included.
const WORDS = 'the caller would like to change the delivery address '.repeat(30);

function sign(url: string, callSid: string, text: string): SignedCallback {
	const { accountSid, authToken } = ACCOUNT;
	const content = { type: 'transcript', isFinal: true, confidence: 0.97, text };
	const parameters = messageCallbackParameters({
		accountSid,
		callSid,
		sid: newSid('KX'),
		contentText: JSON.stringify(content),
		sequenceNumber: 1,
		at: new Date(),
	});
	const request = buildCallbackRequest(
		{ url, method: 'POST' },
		parameters,
		'form',
		authTokenKey(authToken),
	);
	return { ...request, parameters };
}
