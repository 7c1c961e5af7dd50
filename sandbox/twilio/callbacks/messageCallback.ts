import { toRfc2822 } from '../dates';

/** Parameters of a callback by name, in the order Twilio lists them. */
export type CallbackParameters = Readonly<Record<string, string>>;

/** What a phone said, ready to be sent to each subscription of its leg. */
export interface SaidMessage {
	readonly accountSid: string;
	readonly callSid: string;
	readonly sid: string;
	/** Default `application/json`. */
	readonly contentType?: string | undefined;
	readonly contentText: string;
	readonly sequenceNumber: number;
	readonly at: Date;
}

/** The seven documented fields: https://www.twilio.com/docs/voice/sdks/call-message-events (fixture udm-form-post). */
export function messageCallbackParameters(message: SaidMessage): CallbackParameters {
	return {
		ContentType: message.contentType ?? 'application/json',
		Content: message.contentText,
		SequenceNumber: String(message.sequenceNumber),
		CallSid: message.callSid,
		Timestamp: toRfc2822(message.at),
		AccountSid: message.accountSid,
		Sid: message.sid,
	};
}
