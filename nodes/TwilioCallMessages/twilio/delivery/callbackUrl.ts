/** What is wrong with a callback URL, or undefined when Twilio can use it. */
export type UrlProblem = { readonly problem: string; readonly remedy: string } | undefined;

const USE_THE_PRODUCTION_URL =
	"Use the trigger's production URL, for example https://n8n.example.com/webhook/…/messages.";

/**
 * Checks that Twilio can call a URL: absolute http(s), a host without underscores and, when `isPublic`
 * asks for it, a host that is not the n8n machine itself.
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
			remedy:
				'Make n8n reachable from the internet (a domain or a tunnel), set WEBHOOK_URL to that address, and use the production URL the trigger shows then.',
		};
	}
	return undefined;
}

function parseUrl(text: string): URL | undefined {
	try {
		return new URL(text);
	} catch {
		return undefined;
	}
}

function isLoopback(hostname: string): boolean {
	return /^((.*\.)?localhost\.?|127(\.\d+){3}|0\.0\.0\.0|\[::1\]|\[::ffff:7f.*\])$/.test(hostname);
}
