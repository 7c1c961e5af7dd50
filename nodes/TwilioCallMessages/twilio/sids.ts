const SID_SHAPES = {
	AC: /^AC[0-9a-fA-F]{32}$/,
	AP: /^AP[0-9a-fA-F]{32}$/,
	CA: /^CA[0-9a-fA-F]{32}$/,
	CF: /^CF[0-9a-fA-F]{32}$/,
	KX: /^KX[0-9a-fA-F]{32}$/,
	MZ: /^MZ[0-9a-fA-F]{32}$/,
	ZY: /^ZY[0-9a-fA-F]{32}$/,
} as const;

/** The kinds of SID used here: account, TwiML App, call, conference, user-defined message, stream, subscription. */
export type SidPrefix = keyof typeof SID_SHAPES;

/**
 * Tells whether a value is a SID of the given kind: the prefix and 32 hex digits.
 * Source: https://www.twilio.com/docs/glossary/what-is-a-sid
 */
export function isSid(prefix: SidPrefix, value: unknown): value is string {
	return typeof value === 'string' && SID_SHAPES[prefix].test(value);
}
