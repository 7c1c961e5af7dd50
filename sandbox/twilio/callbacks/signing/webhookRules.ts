/** Of what a callback's URL has to be for a rule to hold; a DEFAULT rule holds for every other. */
export const MATCH_TYPES = ['EXACT_MATCH', 'PREFIX_MATCH', 'DEFAULT'] as const;
export type MatchType = (typeof MATCH_TYPES)[number];

/** A secret that the customer and Twilio share, by its `id`. */
export interface SharedKey {
	readonly id: string;
	readonly secret: string;
}

/**
 * Which keys sign callbacks to a URL: those of shared keys, null for the Auth Token. With two of them Twilio chooses, as
 * while keys rotate. Twilio names Settings here, which name the key; the emulator has no others to tell apart.
 */
export interface WebhookRule {
	readonly matchType: MatchType;
	/** The URL, or what it begins with; none for DEFAULT. */
	readonly url?: string | undefined;
	readonly keys: readonly (string | null)[];
}

/** Exact rules first, then prefixes, the longest first, then the default: https://www.twilio.com/docs/usage/webhooks/webhook-rules */
export function ruleFor(rules: readonly WebhookRule[], url: string): WebhookRule | undefined {
	return MATCH_TYPES.flatMap((matchType) => longestFirst(rules, matchType)).find((rule) =>
		holds(rule, url),
	);
}

const longestFirst = (rules: readonly WebhookRule[], matchType: MatchType) =>
	rules
		.filter((rule) => rule.matchType === matchType)
		.sort((one, other) => lengthOf(other) - lengthOf(one));

const lengthOf = ({ url = '' }: WebhookRule): number => url.length;

function holds({ matchType, url: wanted = '' }: WebhookRule, url: string): boolean {
	if (matchType === 'DEFAULT') return true;
	return matchType === 'EXACT_MATCH' ? url === wanted : url.startsWith(wanted);
}
