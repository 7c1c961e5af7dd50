import { isSid } from '../sids';
import { isUrlExtended, type Addressed } from './boundaries';
import { isAccountSaidOnce, isInNamesOnly, joined, namesBehind, type Joined } from './joinedText';
import { valuesByName, type Coverage, type Parameters } from './parameters';
import { parseCount, parseFlag, parseTimestamp } from './shapes';

/** That somebody joined or left a conference. */
export interface ParticipantReport {
	readonly kind: 'participant';
	readonly event: 'participant-join' | 'participant-leave';
	readonly accountSid: string;
	/** The participant's leg. */
	readonly callSid: string;
	readonly conferenceSid: string;
	readonly friendlyName: string;
	readonly label: string | null;
	readonly muted: boolean;
	readonly hold: boolean;
	readonly coaching: boolean;
	/** Counts the reports of a conference from 1. */
	readonly sequenceNumber: number;
	readonly timestamp: Date;
	/** All that Twilio sent. */
	readonly parameters: Parameters;
}

/** Another of a conference's or a stream's events: nothing to do. */
export interface OtherReport {
	readonly kind: 'other';
	readonly accountSid: string;
}

const NAMES = [
	'AccountSid',
	'CallSid',
	'Coaching',
	'ConferenceSid',
	'FriendlyName',
	'Hold',
	'Muted',
	'ParticipantLabel',
	'SequenceNumber',
	'StatusCallbackEvent',
	'Timestamp',
] as const;

/**
 * Reads what a conference reports from the parameters of a callback, or returns undefined when they are not exactly
 * that. Twilio names the participant's leg, and neither From nor To.
 * Source: https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallback
 */
export function readConferenceReport(
	parameters: Parameters,
	request: Addressed,
	covers: Coverage,
): ParticipantReport | OtherReport | undefined {
	const values = valuesByName(parameters, NAMES, covers);
	if (values === undefined) return undefined;
	const event = values.get('StatusCallbackEvent') ?? '';
	const accountSid = values.get('AccountSid');
	if (!isSid('AC', accountSid) || !isSid('CF', values.get('ConferenceSid'))) return undefined;
	if (!EVENT.test(event) || isUrlExtended(request, accountSid)) return undefined;
	if (covers === 'joined' && !isCutByTwilio(event, accountSid, joined(parameters, request.url)))
		return undefined;
	return isOfParticipant(event)
		? participantOf(event, values, parameters)
		: { kind: 'other', accountSid };
}

function participantOf(
	event: ParticipantReport['event'],
	values: ReadonlyMap<string, string>,
	parameters: Parameters,
): ParticipantReport | undefined {
	const text = (name: (typeof NAMES)[number]) => values.get(name) ?? '';
	const callSid = text('CallSid');
	const [muted, hold, coaching] = [text('Muted'), text('Hold'), text('Coaching')].map(parseFlag);
	const sequenceNumber = parseCount(text('SequenceNumber'));
	const timestamp = parseTimestamp(text('Timestamp'));

	if (!isSid('CA', callSid) || !values.has('FriendlyName')) return undefined;
	if (muted === undefined || hold === undefined || coaching === undefined) return undefined;
	if (sequenceNumber === undefined || timestamp === undefined) return undefined;
	return {
		kind: 'participant',
		event,
		accountSid: text('AccountSid'),
		callSid,
		conferenceSid: text('ConferenceSid'),
		friendlyName: text('FriendlyName'),
		label: values.get('ParticipantLabel') ?? null,
		muted,
		hold,
		coaching,
		sequenceNumber,
		timestamp,
		parameters,
	};
}

/** Every event, so that none ends early. Source: https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallbackEvent */
const EVENT =
	/^(conference-(start|end)|participant-(join|leave|(un)?mute|(un)?hold|modify|speech-(start|stop))|announcement-(end|fail))$/;

/** Said by every report of a participant, once and by names alone. */
const LANDMARKS = [
	'ConferenceSid',
	'FriendlyName',
	'ParticipantLabel',
	'ReasonParticipantLeft',
	'SequenceNumber',
	'StatusCallbackEvent',
	'Timestamp',
];

const OF_OTHERS = /StreamSid|ContentType|(?<!Participant)CallStatus|Direction/;

/**
 * Tells whether parameters under a joined signature are those that Twilio joined. Who writes the TwiML chooses the names
 * of the conference and of the participant, or lets an app choose them, and they may hold whole parameters. So every
 * landmark is said once, and each of the two names ends at the landmark that Twilio writes behind it. Of other events
 * nothing is read.
 */
function isCutByTwilio(event: string, accountSid: string, text: Joined): boolean {
	if (!isAccountSaidOnce(accountSid, text) || OF_OTHERS.test(text.text)) return false;
	if (!isInNamesOnly('StatusCallbackEvent', text)) return false;
	if (!isOfParticipant(event)) return true;

	const [behindName, behindHold] = namesBehind('FriendlyName', text);
	const [behindLabel = ''] = namesBehind('ParticipantLabel', text);
	const isLabelled = text.pairs.some(([name]) => name === 'ParticipantLabel');
	const isLeft = event === 'participant-leave' && behindLabel === 'ReasonParticipantLeft';
	return (
		LANDMARKS.every((name) => isInNamesOnly(name, text)) &&
		isInNamesOnly('CallSid', text, ['CallSid', 'CallSidToCoach']) &&
		text.text.match(/Hold(true|false)Muted/g)?.length === 1 &&
		behindName === 'Hold' &&
		behindHold === 'Muted' &&
		(!isLabelled || isLeft || behindLabel === 'SequenceNumber')
	);
}

function isOfParticipant(event: string): event is ParticipantReport['event'] {
	return event === 'participant-join' || event === 'participant-leave';
}
