import type {
	Coverage,
	Parameters,
} from '../../nodes/TwilioCallMessages/twilio/callback/parameters';
import type { ReadShape } from '../../nodes/TwilioCallMessages/webhooks/acceptCallback';
import { ACCOUNT_SID, CALLBACK_URL } from './signedRequests';

export type Fields = Readonly<Record<string, string>>;

/** The same without some fields. */
export function without(fields: Fields, ...names: readonly string[]): Fields {
	return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** Reads one kind of callback as it comes by POST, from pairs or from fields. */
export function readerOf<T>(read: ReadShape<T>) {
	const readPairs = (parameters: Parameters, covers: Coverage = 'joined') =>
		read(parameters, { method: 'POST', url: CALLBACK_URL }, covers);
	const readFields = (fields: Fields, covers?: Coverage) =>
		readPairs(Object.entries(fields), covers);
	return { readPairs, readFields };
}

const TIMESTAMP = 'Fri, 02 Dec 2022 22:02:49 +0000';

/** An app's leg that was dialled for a customer and rings, as in the fixture status-child-client-ringing. */
export const CHILD_STATUS = {
	AccountSid: ACCOUNT_SID,
	ApiVersion: '2010-04-01',
	CallSid: `CA${'2'.repeat(32)}`,
	CallStatus: 'ringing',
	CallbackSource: 'call-progress-events',
	Called: 'client:alice',
	Caller: '+15005550006',
	CallerCity: '',
	CallerCountry: 'US',
	CallerState: 'CA',
	CallerZip: '',
	Direction: 'outbound-dial',
	From: '+15005550006',
	FromCity: '',
	FromCountry: 'US',
	FromState: 'CA',
	FromZip: '',
	ParentCallSid: `CA${'1'.repeat(32)}`,
	SequenceNumber: '1',
	Timestamp: TIMESTAMP,
	To: 'client:alice',
} as const;

/** The end of a call that an app placed, as in the fixture status-parent-sdk-outgoing-completed. */
export const PLACED_STATUS = {
	AccountSid: ACCOUNT_SID,
	ApiVersion: '2010-04-01',
	ApplicationSid: `AP${'1'.repeat(32)}`,
	CallDuration: '42',
	CallSid: `CA${'3'.repeat(32)}`,
	CallStatus: 'completed',
	CallbackSource: 'call-progress-events',
	Called: '',
	Caller: 'client:bob',
	Direction: 'inbound',
	Duration: '1',
	From: 'client:bob',
	SequenceNumber: '0',
	Timestamp: TIMESTAMP,
	To: '',
} as const;

/** Somebody joins a conference. Source: https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallback */
export const JOIN = {
	AccountSid: ACCOUNT_SID,
	CallSid: `CA${'4'.repeat(32)}`,
	Coaching: 'false',
	ConferenceSid: `CF${'5'.repeat(32)}`,
	EndConferenceOnExit: 'false',
	FriendlyName: 'Support',
	Hold: 'false',
	Muted: 'true',
	ParticipantLabel: 'alice',
	SequenceNumber: '2',
	StartConferenceOnEnter: 'true',
	StatusCallbackEvent: 'participant-join',
	Timestamp: TIMESTAMP,
} as const;

/** Somebody left it. */
export const LEAVE = {
	...JOIN,
	ParticipantCallStatus: 'completed',
	ReasonParticipantLeft: 'participant_hung_up',
	SequenceNumber: '3',
	StatusCallbackEvent: 'participant-leave',
} as const;

/** Twilio begins to stream the audio of a call. Source: https://www.twilio.com/docs/voice/twiml/stream#attributes-statuscallback */
export const STREAM = {
	AccountSid: ACCOUNT_SID,
	CallSid: `CA${'6'.repeat(32)}`,
	StreamEvent: 'stream-started',
	StreamName: 'captions',
	StreamSid: `MZ${'7'.repeat(32)}`,
	Timestamp: '2022-12-02T22:02:49.000Z',
} as const;

/** Twilio asks the Voice URL about a call that an app places. Source: logs of such requests */
export const VOICE_REQUEST = {
	AccountSid: ACCOUNT_SID,
	ApiVersion: '2010-04-01',
	ApplicationSid: `AP${'1'.repeat(32)}`,
	CallSid: `CA${'3'.repeat(32)}`,
	CallStatus: 'ringing',
	Called: '',
	Caller: 'client:bob',
	Direction: 'inbound',
	From: 'client:bob',
	To: '',
} as const;
