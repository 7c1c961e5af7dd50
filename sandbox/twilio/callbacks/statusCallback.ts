import { API_VERSION } from '../apiVersion';
import type { Call, CallStatus, StatusCallbackEvent } from '../calls/calls';
import { durationSeconds, isEnded, isPlacedByApp } from '../calls/calls';
import { toRfc2822 } from '../dates';
import type { CallbackParameters } from './messageCallback';

/** Status callbacks call a queued leg "initiated" (fixture status-child-client-initiated). */
const EVENT_OF_STATUS: Readonly<Record<CallStatus, StatusCallbackEvent>> = {
	queued: 'initiated',
	ringing: 'ringing',
	'in-progress': 'answered',
	completed: 'completed',
	busy: 'completed',
	failed: 'completed',
	'no-answer': 'completed',
	canceled: 'completed',
};

/** The event a status belongs to: https://www.twilio.com/docs/voice/twiml/client#attributes-status-callback-event */
export function eventOfStatus(status: CallStatus): StatusCallbackEvent {
	return EVENT_OF_STATUS[status];
}

/** Field names per kind of leg and event as in the fixtures status-child-*, status-parent-* (test/fixtures/callbacks). */
export function statusCallbackParameters(
	accountSid: string,
	applicationSid: string,
	call: Call,
	sequenceNumber: number,
): CallbackParameters {
	return {
		AccountSid: accountSid,
		ApiVersion: API_VERSION,
		...(isPlacedByApp(call) && { ApplicationSid: applicationSid }),
		CallSid: call.sid,
		...(call.parentCallSid !== null && { ParentCallSid: call.parentCallSid }),
		CallStatus: call.status === 'queued' ? 'initiated' : call.status,
		CallbackSource: 'call-progress-events',
		...addressFields('Called', call.to),
		...addressFields('Caller', call.from),
		Direction: call.direction,
		...addressFields('From', call.from),
		SequenceNumber: String(sequenceNumber),
		Timestamp: toRfc2822(call.updatedAt),
		...addressFields('To', call.to),
		...endFields(call),
	};
}

/** Phone numbers come with a place, `client:` addresses do not. The place is made up. */
function addressFields(name: string, address: string): CallbackParameters {
	if (!address.startsWith('+')) return { [name]: address };
	return {
		[name]: address,
		[`${name}City`]: '',
		[`${name}State`]: 'CA',
		[`${name}Zip`]: '',
		[`${name}Country`]: 'US',
	};
}

/** `CallDuration` counts seconds, `Duration` started minutes: https://www.twilio.com/docs/voice/api/call-resource */
function endFields(call: Call): CallbackParameters {
	if (!isEnded(call)) return {};
	const seconds = durationSeconds(call);
	return {
		CallDuration: String(seconds),
		Duration: String(Math.ceil(seconds / 60)),
		...(call.status === 'completed' && !isPlacedByApp(call) && { SipResponseCode: '200' }),
	};
}
