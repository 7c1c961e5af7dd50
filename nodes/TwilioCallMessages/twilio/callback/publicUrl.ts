import { parseUrl } from '../urls';
import { prefixBefore, segmentsOf, splitUrl } from './urlParts';

/** An address Twilio calls where n8n cannot know of it, because a proxy rewrites URLs. */
export interface PublicUrl {
	/** The end of the path n8n shows whose address this is, such as `messages`; empty when it is that of any. */
	readonly end: string;
	/** Scheme, host and path. */
	readonly url: string;
	/** With its question mark; empty when there is none. */
	readonly query: string;
	/** The same with its number sign: Twilio's connection overrides. */
	readonly fragment: string;
}

/**
 * Reads public addresses, one a line: what stands before n8n's path (`https://voice.example.com`), or the whole URL in
 * place of one, by the end of the path that n8n shows (`messages = https://voice.example.com/hooks/twilio`).
 * Undefined when a line is neither.
 */
export function parsePublicUrls(text: string): PublicUrl[] | undefined {
	const lines = text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
	const urls = lines.map(parseLine);
	return urls.every((url) => url !== undefined) ? urls : undefined;
}

const LINE =
	/^(?:\/?((?:[\w./-]*\/)?(?:messages|call-status|voice))\/?\s*=\s*)?(https?:\/\/[^\s?#]+)(\?[^\s#]*)?(#\S*)?$/i;

function parseLine(line: string): PublicUrl | undefined {
	const [, end = '', url = '', query = '', fragment = ''] = LINE.exec(line) ?? [];
	return parseUrl(url) && { end: end.toLowerCase(), url, query, fragment };
}

/** The addresses of exactly this path, when some are given; where several lines fit, those that say most of the path. */
export function addressesOf(path: string, publicUrls: readonly PublicUrl[]): readonly PublicUrl[] {
	const whole = `/${segmentsOf(path).join('/')}`.toLowerCase();
	const fitting = publicUrls.filter(({ end }) => end !== '' && whole.endsWith(`/${end}`));
	const longest = Math.max(...fitting.map(({ end }) => end.length));
	return fitting.filter(({ end }) => end.length === longest);
}

/**
 * What Twilio may have called to reach a path, by what the user says: its own addresses, else what stands before n8n's
 * path, or the whole URL in its place. Empty when nothing is said of it.
 */
export function publicAddresses(
	path: string,
	publicUrls: readonly PublicUrl[],
): ReadonlyArray<Pick<PublicUrl, 'url' | 'query'>> {
	const addresses = addressesOf(path, publicUrls);
	if (addresses.length > 0) return addresses;
	const ofAny = publicUrls.filter(({ end }) => end === '');
	return ofAny.flatMap(({ url, query }) => [
		{ url: baseBefore(path, url) + path, query: '' },
		{ url, query },
	]);
}

/** A whole URL of n8n's, also that of the node's other webhook or of a test, is cut down to what stands before the path. */
function baseBefore(path: string, url: string): string {
	const parts = splitUrl(url);
	const id = segmentsOf(path).at(-2);
	const isUrlOfNode = id !== undefined && parts?.path.at(-2) === id;
	return parts && isUrlOfNode ? parts.origin + prefixBefore(parts, path) : url.replace(/\/+$/, '');
}
