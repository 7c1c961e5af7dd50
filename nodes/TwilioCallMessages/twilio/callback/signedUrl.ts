import { parseUrl } from '../urls';
import { parseForm } from './parameters';

/**
 * The spellings of a URL that Twilio may have signed, the likeliest first: with and without the port, without user name and
 * password, as received, normalised, and with the query written anew. The scheme is never changed.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security; signature-vectors.json; `validateRequest` of npm
 * twilio 6.2.0
 */
export function* urlsTwilioMaySign(url: string): Generator<string, void, undefined> {
	yield url;
	const seen = new Set([url]);
	const normalised = normalise(url);
	for (const spelling of [
		...portSpellings(url),
		...portSpellings(normalised),
		...portSpellings(normalised).map(rewriteQuery),
	]) {
		if (!seen.has(spelling)) yield spelling;
		seen.add(spelling);
	}
}

function portSpellings(url: string): string[] {
	const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)(:\d*)?/i.exec(url);
	if (parts === null) return [url];
	const [origin, scheme = '', userInfo = '', host = '', port] = parts;
	const rest = url.slice(origin.length);
	const usedPort = port ?? (scheme.toLowerCase() === 'https' ? ':443' : ':80');
	return [...new Set([userInfo, ''])].flatMap((user) =>
		['', usedPort].map((spelling) => `${scheme}://${user}${host}${spelling}${rest}`),
	);
}

const normalise = (url: string): string => parseUrl(url)?.toString() ?? url;

function rewriteQuery(url: string): string {
	const start = url.indexOf('?');
	if (start === -1) return url;
	return `${url.slice(0, start)}?${encodeGrouped(url.slice(start + 1))}`;
}

// Node's querystring, which twilio-node uses here, writes repeated names next to each other.
function encodeGrouped(query: string): string {
	const pairsByName = new Map<string, string[]>();
	for (const [name, value] of parseForm(query)) {
		const pair = `${encode(name)}=${encode(value)}`;
		const pairs = pairsByName.get(name);
		if (pairs) pairs.push(pair);
		else pairsByName.set(name, [pair]);
	}
	return [...pairsByName.values()].flat().join('&');
}

// Through UTF-8, because encodeURIComponent throws on half a surrogate pair.
function encode(text: string): string {
	return encodeURIComponent(Buffer.from(text).toString());
}
