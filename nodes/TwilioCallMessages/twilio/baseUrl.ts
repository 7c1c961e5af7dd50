/** Where an account's REST API lives; empty strings mean "not set". */
export interface TwilioLocation {
	readonly region: string;
	readonly edge: string;
	readonly apiBaseUrl: string;
}

export const US_BASE_URL = 'https://api.twilio.com';

/**
 * The edge next to each region outside us1. Twilio answers there only on
 * `api.{edge}.{region}.twilio.com`: the shorter `api.{region}.twilio.com` ended in April 2026.
 * Source: https://www.twilio.com/docs/global-infrastructure/using-the-twilio-rest-api-in-a-non-us-region
 */
export const REGION_EDGES: Readonly<Record<string, string>> = { ie1: 'dublin', au1: 'sydney' };

/**
 * Tells whether region and edge are names that may become part of a host: a dot or a slash in one would send the
 * credential somewhere else.
 */
export function isLocation({ region, edge, apiBaseUrl }: TwilioLocation): boolean {
	return apiBaseUrl !== '' || [region, edge].every((name) => /^[a-z0-9-]*$/.test(name));
}

/** The REST base URL of an account, without a trailing slash. */
export function baseUrl({ region, edge, apiBaseUrl }: TwilioLocation): string {
	if (apiBaseUrl !== '') return apiBaseUrl.replace(/\/+$/, '');
	const usedEdge = edge === '' ? REGION_EDGES[region] : edge;
	return usedEdge === undefined ? US_BASE_URL : `https://api.${usedEdge}.${region}.twilio.com`;
}
