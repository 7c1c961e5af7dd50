import type { Call } from '../calls/calls';
import { RestError } from './restError';

type Matches = (call: Call, wanted: string) => boolean;

/**
 * The filters of the call list: https://www.twilio.com/docs/voice/api/call-resource#read-multiple-call-resources
 * `StartTime<` and its like are names of parameters; their comparison includes the bound. Unknown names are ignored.
 */
const FILTERS: Readonly<Record<string, Matches>> = {
	Status: (call, wanted) => call.status === wanted,
	To: (call, wanted) => call.to === wanted,
	From: (call, wanted) => call.from === wanted,
	ParentCallSid: (call, wanted) => call.parentCallSid === wanted,
	StartTime: (call, wanted) => isSameDay(call.createdAt, parseDate(wanted)),
	'StartTime<': (call, wanted) => call.createdAt <= parseDate(wanted),
	'StartTime>': (call, wanted) => call.createdAt >= parseDate(wanted),
	EndTime: (call, wanted) => call.endedAt !== null && isSameDay(call.endedAt, parseDate(wanted)),
	'EndTime<': (call, wanted) => call.endedAt !== null && call.endedAt <= parseDate(wanted),
	'EndTime>': (call, wanted) => call.endedAt !== null && call.endedAt >= parseDate(wanted),
};

/** Calls that match every filter in the query. RestError 400 / 20001 for a date that is none. */
export function filterCalls(calls: readonly Call[], query: URLSearchParams): Call[] {
	return calls.filter((call) =>
		[...query].every(([name, wanted]) => FILTERS[name]?.(call, wanted) ?? true),
	);
}

/** The filter parameters of a query, in its order, to be repeated in page links. */
export function filterParameters(query: URLSearchParams): [string, string][] {
	return [...query].filter(([name]) => name in FILTERS);
}

function parseDate(text: string): Date {
	const date = new Date(text);
	if (Number.isNaN(date.getTime())) throw new RestError(400, 20001, `Not a date: ${text}`);
	return date;
}

const isSameDay = (one: Date, other: Date): boolean =>
	one.toISOString().slice(0, 10) === other.toISOString().slice(0, 10);
