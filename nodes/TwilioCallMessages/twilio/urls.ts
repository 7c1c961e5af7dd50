/**
 * Takes a URL apart; undefined when it is none. Not by `URL.canParse`: that of Node 20.20.2 comes to say no to
 * `https://bücher.example` once V8 has optimised its caller.
 */
export function parseUrl(text: string): URL | undefined {
	try {
		return new URL(text);
	} catch {
		return undefined;
	}
}

/** Where a host is, by its name or address as `new URL` spells it, which has 127.0.0.1 for 127.1 and 0x7f000001. */
export function placeOf(hostname: string): 'machine' | 'network' | 'internet' {
	if (MACHINE.test(hostname)) return 'machine';
	return NETWORK.some((pattern) => pattern.test(hostname)) ? 'network' : 'internet';
}

const MACHINE =
	/^((.*\.)?localhost(\.localdomain)?\.?|127(\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f.*\])$/;

/**
 * What only a network of one's own knows: addresses, of IPv6 all but 2000::/3, and names without a dot or under a name that
 * is no top-level domain. Source: https://www.iana.org/assignments/iana-ipv4-special-registry; RFC 5771 (multicast), 6761,
 * 6762, 8375; ICANN's `internal`; what routers are sold with
 */
const NETWORK: readonly RegExp[] = [
	/^(0|10|127|169\.254|192\.168|198\.1[89]|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])|2[345]\d|22[4-9])(\.\d+)+$/,
	/^\[(?![23])/,
	/^[^.:[\]]+\.?$/,
	/\.(local|localdomain|internal|intranet|private|corp|home|home\.arpa|lan|docker|test|invalid)\.?$/,
	/(^|\.)fritz\.box\.?$/,
];
