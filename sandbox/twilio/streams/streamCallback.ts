import type { CallbackParameters } from '../callbacks/messageCallback';
import type { Stream } from './streams';

export interface StreamHappening {
	readonly event: 'stream-started' | 'stream-stopped' | 'stream-error';
	readonly error?: string;
}

/** The fields of https://www.twilio.com/docs/voice/twiml/stream, whose time is in ISO 8601. */
export function streamCallbackParameters(
	accountSid: string,
	{ sid, callSid, name }: Stream,
	{ event, error }: StreamHappening,
	at: Date,
): CallbackParameters {
	return {
		AccountSid: accountSid,
		CallSid: callSid,
		StreamSid: sid,
		StreamName: name,
		StreamEvent: event,
		...(error !== undefined && { StreamError: error }),
		Timestamp: at.toISOString(),
	};
}
