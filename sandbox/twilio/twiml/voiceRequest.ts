import type { Account } from '../account';
import { API_VERSION } from '../apiVersion';
import type { Call } from '../calls/calls';
import type { CallbackParameters } from '../callbacks/messageCallback';
import type { CallbackTarget } from '../callbacks/report';

/** A request for TwiML: where to, and what is said beside the standard parameters. */
export interface VoiceRequest {
	readonly target: CallbackTarget;
	readonly more: CallbackParameters;
}

/**
 * The parameters of every request for TwiML about a call that an app placed (https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application,
 * and logs of such requests). What the app gave to `connect()` may name From and To differently, and nothing else of these.
 */
export function voiceParameters(
	{ sid }: Account,
	applicationSid: string,
	call: Call,
	{ From = call.from, To = call.to, ...more }: CallbackParameters,
): CallbackParameters {
	return {
		...more,
		AccountSid: sid,
		ApiVersion: API_VERSION,
		ApplicationSid: applicationSid,
		CallSid: call.sid,
		CallStatus: call.status,
		Called: call.to,
		Caller: call.from,
		Direction: call.direction,
		From,
		To,
	};
}
