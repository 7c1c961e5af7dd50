import type { Conference, Participant } from '../conferences/conferences';
import { booleanFilter, dateFilters, parseDay, textFilter, type Filters } from './listFilters';

/**
 * https://www.twilio.com/docs/voice/api/conference-resource#read-multiple-conference-resources
 * A date with a time is refused: https://support.twilio.com/hc/en-us/articles/360037479633
 */
export const CONFERENCE_FILTERS: Filters<Conference> = new Map([
	textFilter<Conference>('Status', ({ status }) => status),
	textFilter<Conference>('FriendlyName', ({ friendlyName }) => friendlyName),
	...dateFilters<Conference>('DateCreated', ({ createdAt }) => createdAt, parseDay),
	...dateFilters<Conference>('DateUpdated', ({ updatedAt }) => updatedAt, parseDay),
]);

/** https://www.twilio.com/docs/voice/api/conference-participant-resource#read-multiple-participant-resources */
export const PARTICIPANT_FILTERS: Filters<Participant> = new Map([
	booleanFilter<Participant>('Muted', ({ muted }) => muted),
	booleanFilter<Participant>('Hold', ({ hold }) => hold),
	booleanFilter<Participant>('Coaching', ({ coaching }) => coaching),
]);

/**
 * Since 30 September 2026 a list without Status shows conferences in progress only, neither `init` nor `completed`:
 * https://www.twilio.com/en-us/changelog/conference-list-endpoint-rollout-extended
 */
export function withDefaultStatus(query: URLSearchParams): URLSearchParams {
	if (query.has('Status')) return query;
	return new URLSearchParams([...query, ['Status', 'in-progress']]);
}
