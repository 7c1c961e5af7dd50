import type { Explanation } from '../result';
import { parseUrl, placeOf } from '../urls';

const USE_THE_PRODUCTION_URL =
	"Use the trigger's production URL, for example https://n8n.example.com/webhook/…/messages.";

const BE_REACHABLE =
	'Make n8n reachable from the internet (a domain or a tunnel), and set WEBHOOK_URL to that address: its webhook URLs follow.';

/**
 * What is wrong with a callback URL; undefined when Twilio can call it: absolute http(s), a host without underscores and, when `isPublic`
 * asks for it, a host that is in the internet.
 * Source: https://www.twilio.com/docs/voice/api/userdefinedmessagesubscription-resource,
 * https://www.twilio.com/docs/api/errors/11210
 */
export function callbackUrlProblem(
	text: string,
	{ isPublic }: { isPublic: boolean },
): Explanation | undefined {
	const hostname = /^https?:\/\//i.test(text) ? parseUrl(text)?.hostname : undefined;
	if (hostname === undefined) {
		return { problem: 'is not an absolute http(s) URL', remedy: USE_THE_PRODUCTION_URL };
	}
	if (hostname.includes('_')) {
		return {
			problem: 'has an underscore in its host name, which Twilio refuses',
			remedy: 'Give n8n a host name without underscores and set WEBHOOK_URL to it.',
		};
	}
	const place = isPublic ? placeOf(hostname) : 'internet';
	if (place === 'internet') return undefined;
	const where =
		place === 'machine' ? 'points to the n8n machine itself' : 'points into a private network';
	return { problem: `${where}, where Twilio cannot reach it`, remedy: BE_REACHABLE };
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

/**
 * Names the call in the query of a callback URL, so that a load balancer can send all that is of one call to one process of
 * n8n, which remembers what it has received. A query that has a `call` is left as it is.
 */
export function withCall(callbackUrl: string, callSid: string): string {
	if (parseUrl(callbackUrl)?.searchParams.has('call')) return callbackUrl;
	const [, address = '', fragment = ''] = /^([^#]*)(.*)$/s.exec(callbackUrl) ?? [];
	return `${address}${address.includes('?') ? '&' : '?'}call=${callSid}${fragment}`;
}
