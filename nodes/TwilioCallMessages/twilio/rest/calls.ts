import type { IDataObject } from 'n8n-workflow';

import { ACTIVE_STATUSES } from '../callLeg';
import { readList, type List } from './lists';
import type { TwilioHttp } from './request';

export const CALLS: List = { path: '/Calls.json', name: 'calls' };

/** What the calls of a list have in common. Absent or empty means any; times are ISO 8601 in UTC. */
export interface CallFilters {
	/** A status of Twilio's, or `active`: ringing or in progress. */
	readonly status?: string;
	readonly from?: string;
	readonly to?: string;
	readonly parentCallSid?: string;
	readonly startedAfter?: string;
	readonly startedBefore?: string;
}

/** One Call resource. Source: https://www.twilio.com/docs/voice/api/call-resource */
export async function fetchCall(http: TwilioHttp, callSid: string): Promise<IDataObject> {
	return await http({
		method: 'GET',
		path: `/Calls/${callSid}.json`,
		success: { status: 200, sid: 'CA' },
	});
}

/**
 * Call resources, newest first. Twilio filters by one status at a time, so active calls are two lists in one: the
 * ringing ones come first, so that a call that is answered in between is not missed.
 * Source: https://www.twilio.com/docs/voice/api/call-resource#read-multiple-call-resources
 */
export async function listCalls(
	http: TwilioHttp,
	filters: CallFilters,
	limit = Infinity,
): Promise<IDataObject[]> {
	if (filters.status !== 'active') return await readList(http, CALLS, callQuery(filters), limit);

	const calls: IDataObject[] = [];
	for (const status of ACTIVE_STATUSES) {
		calls.push(...(await listCalls(http, { ...filters, status }, limit)));
	}
	return newestFirst(calls).slice(0, limit);
}

/** The query of a call list. */
function callQuery(filters: CallFilters): Record<string, string> {
	return {
		Status: filters.status ?? '',
		From: filters.from ?? '',
		To: filters.to ?? '',
		ParentCallSid: filters.parentCallSid ?? '',
		'StartTime>': filters.startedAfter ?? '',
		'StartTime<': filters.startedBefore ?? '',
	};
}

/**
 * Call resources by the second in which they were created, the latest first; otherwise in the order given. A call
 * that is in two lists, because it was answered in between, is there once, as it was read last.
 */
export function newestFirst(calls: readonly IDataObject[]): IDataObject[] {
	const distinct = new Map(calls.map((call) => [call['sid'], call]));
	const createdAt = (call: IDataObject) => Date.parse(String(call['date_created'])) || 0;
	return [...distinct.values()].sort((one, other) => createdAt(other) - createdAt(one));
}
