import type { LegParties } from '../callLeg';
import { isSid } from '../sids';
import { isUrlExtended, type Addressed } from './boundaries';
import { isStatusCutByTwilio } from './callStatusBoundaries';
import { joined } from './joinedText';
import { valuesByName, type Coverage, type Parameters } from './parameters';
import { parseCount, parseTimestamp } from './shapes';

/** Every status a leg can report. Source: https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
export const CALL_STATUSES = [
	'queued',
	'initiated',
	'ringing',
	'in-progress',
	'completed',
	'busy',
	'failed',
	'no-answer',
	'canceled',
] as const;

export type CallStatus = (typeof CALL_STATUSES)[number];

/** What a leg of a call reports about itself. */
export interface CallStatusReport extends LegParties {
	readonly kind: 'callStatus';
	readonly accountSid: string;
	readonly callSid: string;
	/** The leg that dialled this one. */
	readonly parentCallSid: string | null;
	readonly status: CallStatus;
	/** How long the call took (seconds), once it has ended. */
	readonly duration: number | null;
	/** Counts the reports of a leg from 0. */
	readonly sequenceNumber: number;
	readonly timestamp: Date;
	/** All that Twilio sent. */
	readonly parameters: Parameters;
}

const NAMES = [
	'AccountSid',
	'CallDuration',
	'CallSid',
	'CallStatus',
	'Called',
	'Caller',
	'Direction',
	'From',
	'ParentCallSid',
	'SequenceNumber',
	'Timestamp',
	'To',
] as const;

/** Source: https://www.twilio.com/docs/voice/api/call-resource#call-properties, Direction */
const DIRECTION = /^(inbound|outbound-(api|dial)|trunking-(originating|terminating))$/;

/**
 * Reads a call status from the parameters of a callback, or returns undefined when they are not exactly one. Parties
 * that are not named, as those of an app often are not, count as empty.
 * Source: https://www.twilio.com/docs/voice/api/call-resource#statuscallback; callbacks/status-*.json
 */
export function readCallStatus(
	parameters: Parameters,
	request: Addressed,
	covers: Coverage,
): CallStatusReport | undefined {
	const values = valuesByName(parameters, NAMES, covers);
	const report = values && reportOf(values, parameters);
	if (report === undefined || isUrlExtended(request, report.accountSid)) return undefined;
	return covers === 'each' || isStatusCutByTwilio(report, joined(parameters, request.url))
		? report
		: undefined;
}

function reportOf(
	values: ReadonlyMap<string, string>,
	parameters: Parameters,
): CallStatusReport | undefined {
	const text = (name: (typeof NAMES)[number]) => values.get(name) ?? '';
	const [accountSid, callSid, direction] = [text('AccountSid'), text('CallSid'), text('Direction')];
	const parentCallSid = values.get('ParentCallSid') ?? null;
	const status = CALL_STATUSES.find((known) => known === values.get('CallStatus'));
	const duration = parseCount(values.get('CallDuration')) ?? null;
	const sequenceNumber = parseCount(text('SequenceNumber'));
	const timestamp = parseTimestamp(text('Timestamp'));

	if (!isSid('AC', accountSid) || !isSid('CA', callSid) || status === undefined) return undefined;
	if (sequenceNumber === undefined || timestamp === undefined) return undefined;
	if (parentCallSid !== null && !isSid('CA', parentCallSid)) return undefined;
	if (duration === null && values.has('CallDuration')) return undefined;
	if (!DIRECTION.test(direction)) return undefined;
	return {
		kind: 'callStatus',
		accountSid,
		callSid,
		parentCallSid,
		status,
		direction,
		from: text('From'),
		to: text('To'),
		caller: text('Caller'),
		called: text('Called'),
		duration,
		sequenceNumber,
		timestamp,
		parameters,
	};
}
