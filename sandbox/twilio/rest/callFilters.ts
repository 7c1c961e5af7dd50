import type { Call } from '../calls/calls';
import { dateFilters, textFilter, type Filters } from './listFilters';

/** https://www.twilio.com/docs/voice/api/call-resource#read-multiple-call-resources */
export const CALL_FILTERS: Filters<Call> = new Map([
	textFilter<Call>('Status', ({ status }) => status),
	textFilter<Call>('To', ({ to }) => to),
	textFilter<Call>('From', ({ from }) => from),
	textFilter<Call>('ParentCallSid', ({ parentCallSid }) => parentCallSid),
	...dateFilters<Call>('StartTime', ({ dialledAt }) => dialledAt),
	...dateFilters<Call>('EndTime', ({ endedAt }) => endedAt),
]);
