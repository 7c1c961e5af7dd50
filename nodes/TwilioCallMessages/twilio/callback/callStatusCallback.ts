import type { LegParties } from '../callLeg';
import { isSid } from '../sids';
import { isCutOutOfMessage, isUrlExtended, type Addressed } from './boundaries';
import { valuesByName, type Coverage, type Parameters } from './parameters';

/** Every status a leg can report. Source: https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
const CALL_STATUSES = [
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
	readonly accountSid: string;
	readonly callSid: string;
	readonly status: CallStatus;
}

const NAMES = [
	'AccountSid',
	'CallSid',
	'CallStatus',
	'Direction',
	'From',
	'To',
	'Caller',
	'Called',
] as const;

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
	if (values === undefined) return undefined;

	const [accountSid, callSid] = [values.get('AccountSid'), values.get('CallSid')];
	const status = CALL_STATUSES.find((known) => known === values.get('CallStatus'));
	if (!isSid('AC', accountSid) || !isSid('CA', callSid) || status === undefined) return undefined;
	if (isUrlExtended(request, accountSid)) return undefined;
	if (covers === 'joined' && isCutOutOfMessage(parameters)) return undefined;

	const text = (name: (typeof NAMES)[number]) => values.get(name) ?? '';
	return {
		accountSid,
		callSid,
		status,
		direction: text('Direction'),
		from: text('From'),
		to: text('To'),
		caller: text('Caller'),
		called: text('Called'),
	};
}

const ENDED: readonly CallStatus[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

/** Tells whether a leg reports its end. */
export function isEnded({ status }: Pick<CallStatusReport, 'status'>): boolean {
	return ENDED.includes(status);
}
