import { isSid } from '../sids';
import { isUrlExtended, type Addressed } from './boundaries';
import type { OtherReport } from './conferenceCallback';
import { isAccountSaidOnce, isInNamesOnly, joined } from './joinedText';
import { valuesByName, type Coverage, type Parameters } from './parameters';

/** That Twilio began to stream the audio of a call. */
export interface StreamReport {
	readonly kind: 'stream';
	readonly accountSid: string;
	/** The leg whose TwiML has the stream. */
	readonly callSid: string;
}

const NAMES = ['AccountSid', 'CallSid', 'StreamEvent', 'StreamSid', 'Timestamp'] as const;

/**
 * Reads what a stream reports from the parameters of a callback, or returns undefined when they are not exactly that.
 * Source: https://www.twilio.com/docs/voice/twiml/stream#attributes-statuscallback
 */
export function readStreamReport(
	parameters: Parameters,
	request: Addressed,
	covers: Coverage,
): StreamReport | OtherReport | undefined {
	const values = valuesByName(parameters, NAMES, covers);
	if (values === undefined) return undefined;
	const [accountSid, callSid, event = '', streamSid] = NAMES.map((name) => values.get(name));
	if (!isSid('AC', accountSid) || !isSid('CA', callSid) || !isSid('MZ', streamSid))
		return undefined;
	if (!/^stream-(started|stopped|error)$/.test(event)) return undefined;
	if (isUrlExtended(request, accountSid)) return undefined;
	if (covers === 'joined') {
		const text = joined(parameters, request.url);
		const isCertain =
			isAccountSaidOnce(accountSid, text) && NAMES.every((name) => isInNamesOnly(name, text));
		if (!isCertain || /ConferenceSid|ContentType|CallStatus/.test(text.text)) return undefined;
	}
	return event === 'stream-started'
		? { kind: 'stream', accountSid, callSid }
		: { kind: 'other', accountSid };
}
