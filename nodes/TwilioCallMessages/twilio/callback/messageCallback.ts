import { parseJson, type JsonValue } from '../json';
import { isSid } from '../sids';
import { isCutAnew, isUncertainText, isUrlExtendedByMessage, type Addressed } from './boundaries';
import { valuesByName, type Coverage, type Parameters } from './parameters';
import { parseCount, parseTimestamp } from './shapes';

/** A message the app on a call sent. */
export interface CallMessage {
	readonly sid: string;
	readonly callSid: string;
	readonly accountSid: string;
	/** Counts the messages of a call; the first is 0 by the documentation, 1 in Twilio's own tests. */
	readonly sequenceNumber: number;
	readonly timestamp: Date;
	readonly contentType: string;
	/** The parsed JSON, or the text where it is none. */
	readonly content: JsonValue;
	/** All that Twilio sent. */
	readonly parameters: Parameters;
}

const NAMES = [
	'Sid',
	'CallSid',
	'AccountSid',
	'SequenceNumber',
	'Timestamp',
	'ContentType',
	'Content',
] as const;

/**
 * What an app may say its content is, in lower case: a name of a parameter that followed it begins with a capital letter and
 * could not be folded into it.
 */
const MEDIA_TYPE = /^[a-z0-9.+-]+\/[a-z0-9.+-]+(?:; ?[a-z-]+=[a-z0-9.-]+)*$/;

/**
 * Reads the message from the parameters of a callback, or returns undefined when they are not exactly one; `text` when they
 * are but for a text that may have swallowed more than the content, and `type` when they are but for the type of the content.
 *
 * Each of the seven known parameters has to be there once and to have its exact shape, and `Content` has to begin and end
 * where Twilio cut it: Twilio's signature alone would let text be shifted between neighbours. A content need not be JSON:
 * Twilio's SDK for iOS sends plain texts under application/json. Unknown parameters may come along, as Twilio may
 * add some at any time.
 * Source: https://www.twilio.com/docs/voice/sdks/call-message-events; callbacks/udm-*.json
 */
export function readCallMessage(
	parameters: Parameters,
	request: Addressed,
	covers: Coverage,
): CallMessage | 'text' | 'type' | undefined {
	const values = valuesByName(parameters, NAMES, covers);
	if (values === undefined) return undefined;

	const [sid, callSid, accountSid, sequence, time, contentType, text] = NAMES.map((name) =>
		values.get(name),
	);
	if (!isSid('KX', sid) || !isSid('CA', callSid) || !isSid('AC', accountSid)) return undefined;
	if (isUrlExtendedByMessage(request, accountSid)) return undefined;
	if (covers === 'joined' && isCutAnew(parameters)) return undefined;

	const sequenceNumber = parseCount(sequence);
	const timestamp = parseTimestamp(time);
	if (sequenceNumber === undefined || timestamp === undefined) return undefined;
	if (text === undefined || contentType === undefined) return undefined;
	const json = parseJson(text);
	const isText = json === undefined;
	// The SDKs document application/json alone, and hand on whatever else an app gives.
	if (!MEDIA_TYPE.test(contentType)) return 'type';
	if (covers === 'joined' && isText && isUncertainText(text, parameters, accountSid)) return 'text';

	return {
		sid,
		callSid,
		accountSid,
		sequenceNumber,
		timestamp,
		contentType,
		content: isText ? text : json,
		parameters,
	};
}
