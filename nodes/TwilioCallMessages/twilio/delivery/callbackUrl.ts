/** What is wrong with a callback URL, or undefined when Twilio can use it. */
export type UrlProblem = { readonly problem: string; readonly remedy: string } | undefined;

const USE_THE_PRODUCTION_URL =
	"Use the trigger's production URL, for example https://n8n.example.com/webhook/…/messages.";

const BE_REACHABLE =
	'Make n8n reachable from the internet (a domain or a tunnel), and set WEBHOOK_URL to that address: its webhook URLs follow.';

/**
 * Checks that Twilio can call a URL: absolute http(s), a host without underscores and, when `isPublic`
 * asks for it, a host that is in the internet.
 * Source: https://www.twilio.com/docs/voice/api/userdefinedmessagesubscription-resource,
 * https://www.twilio.com/docs/api/errors/11210
 */
export function callbackUrlProblem(text: string, { isPublic }: { isPublic: boolean }): UrlProblem {
	const url = parseUrl(text);
	if (url === undefined || !/^https?:$/.test(url.protocol) || !/^https?:\/\//i.test(text)) {
		return { problem: 'is not an absolute http(s) URL', remedy: USE_THE_PRODUCTION_URL };
	}
	if (url.hostname.includes('_')) {
		return {
			problem: 'has an underscore in its host name, which Twilio refuses',
			remedy: 'Give n8n a host name without underscores and set WEBHOOK_URL to it.',
		};
	}
	if (isPublic && isLoopback(url.hostname)) {
		return {
			problem: 'points to the n8n machine itself, where Twilio cannot reach it',
			remedy: BE_REACHABLE,
		};
	}
	if (isPublic && isPrivate(url.hostname)) {
		return {
			problem: 'points into a private network, where Twilio cannot reach it',
			remedy: BE_REACHABLE,
		};
	}
	return undefined;
}

/**
 * Has Twilio repeat a callback that did not get through, up to five times, unless the URL says itself when to: without it
 * Twilio repeats a failed connection once, and no answer of an n8n that is about to stop or to start. That this holds
 * for call messages is not documented.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export function withRepeats(callbackUrl: string, repeatOn = 'ct,rt,5xx'): string {
	return callbackUrl.includes('#') ? callbackUrl : `${callbackUrl}#rc=5&rp=${repeatOn}`;
}

function parseUrl(text: string): URL | undefined {
	return URL.canParse(text) ? new URL(text) : undefined;
}

// A parsed host has its address in one spelling: 127.1 and 0x7f000001 are 127.0.0.1 here.
function isLoopback(hostname: string): boolean {
	return /^((.*\.)?localhost\.?|127(\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f.*\])$/.test(hostname);
}

/** Source: RFC 1918, 3927, 4193, 4291, 6598 (addresses); RFC 6761, 6762, 8375 and ICANN's `internal` (names) */
const PRIVATE: readonly RegExp[] = [
	/^(10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))(\.\d+)+$/,
	/^\[(f[cd]|fe[89ab])/,
	/^\[::ffff:(a[0-9a-f]{2}|c0a8|a9fe|ac1[0-9a-f]|64[4-7][0-9a-f]):/,
	/^[^.:[\]]+\.?$/,
	/\.(local|internal|home\.arpa|lan|test|invalid)\.?$/,
];

function isPrivate(hostname: string): boolean {
	return PRIVATE.some((pattern) => pattern.test(hostname));
}
