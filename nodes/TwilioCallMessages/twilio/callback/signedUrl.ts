import { parseForm } from './parameters';

/**
 * The spellings of a URL that Twilio may have signed: with and without the port, as received, normalised,
 * and with the query written anew. The scheme is never changed.
 * Source: signature-vectors.json; `validateRequest` of npm twilio 6.2.0
 */
export function urlsTwilioMaySign(url: string): string[] {
	const normalised = normalise(url);
	const spellings = [...portSpellings(url), ...portSpellings(normalised)];
	return [...new Set([...spellings, ...portSpellings(normalised).map(rewriteQuery)])];
}

/** What n8n knows about the URL of a webhook call. */
export interface WebhookCall {
	/** The production URL n8n shows, with the public scheme, host and path prefix. */
	readonly webhookUrl: string;
	/** Path and query exactly as received, without the prefix a proxy took off. */
	readonly originalUrl: string;
}

/**
 * The full URL the sender called. n8n names the production URL only, also on a test call, so the public
 * part comes from there, path and query from the request. Returns '' when n8n's URL is unusable,
 * which no signature matches.
 */
export function publicUrlOf({ webhookUrl, originalUrl }: WebhookCall): string {
	const url = parseUrl(webhookUrl);
	if (url === undefined) return '';
	return url.origin + pathPrefix(url.pathname, originalUrl) + originalUrl;
}

function pathPrefix(publicPath: string, originalUrl: string): string {
	const [receivedPath = ''] = originalUrl.split('?', 1);
	const publicSegments = segmentsOf(publicPath);
	const prefixLength = Math.max(0, publicSegments.length - segmentsOf(receivedPath).length);
	return publicSegments
		.slice(0, prefixLength)
		.map((segment) => `/${segment}`)
		.join('');
}

function segmentsOf(path: string): string[] {
	return path.split('/').filter((segment) => segment !== '');
}

function portSpellings(url: string): string[] {
	const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)(:\d*)?/i.exec(url);
	if (parts === null) return [url];
	const [origin, scheme = '', userInfo = '', host = '', port] = parts;
	const rest = url.slice(origin.length);
	const usedPort = port ?? (scheme.toLowerCase() === 'https' ? ':443' : ':80');
	return ['', usedPort].map((spelling) => `${scheme}://${userInfo}${host}${spelling}${rest}`);
}

function normalise(url: string): string {
	return parseUrl(url)?.toString() ?? url;
}

function rewriteQuery(url: string): string {
	const start = url.indexOf('?');
	if (start === -1) return url;
	return `${url.slice(0, start)}?${encodeGrouped(url.slice(start + 1))}`;
}

// Node's querystring, which twilio-node uses here, writes repeated names next to each other.
function encodeGrouped(query: string): string {
	const pairs = parseForm(query);
	return [...new Set(pairs.map(([name]) => name))]
		.flatMap((wanted) => pairs.filter(([name]) => name === wanted))
		.map((pair) => pair.map(encodeURIComponent).join('='))
		.join('&');
}

function parseUrl(url: string): URL | undefined {
	try {
		return new URL(url);
	} catch {
		return undefined;
	}
}
