import { isSid } from '../sids';
import { isCutOutOfMessage, type Addressed } from './boundaries';
import { valuesByName, type Parameters } from './parameters';

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
export interface CallStatusReport {
	readonly accountSid: string;
	readonly callSid: string;
	readonly status: CallStatus;
	/** `client:name`, a phone number, or empty. */
	readonly to: string;
	readonly from: string;
}

/**
 * Reads a call status from the parameters of a callback, or returns undefined when they are not exactly one.
 * Source: https://www.twilio.com/docs/voice/api/call-resource#statuscallback; callbacks/status-*.json
 */
export function readCallStatus(
	parameters: Parameters,
	request: Addressed,
): CallStatusReport | undefined {
	const values = valuesByName(parameters);
	if (values === undefined) return undefined;

	const [accountSid, callSid] = [values.get('AccountSid'), values.get('CallSid')];
	const status = CALL_STATUSES.find((known) => known === values.get('CallStatus'));
	const [to, from] = [values.get('To'), values.get('From')];
	if (!isSid('AC', accountSid) || !isSid('CA', callSid) || status === undefined) return undefined;
	if (to === undefined || from === undefined) return undefined;
	if (isCutOutOfMessage(request, parameters, accountSid)) return undefined;
	return { accountSid, callSid, status, to, from };
}
