import { prefixBefore, segmentsOf, splitUrl } from './urlParts';

/** An address Twilio calls where n8n cannot know of it, because a proxy rewrites URLs. */
export interface PublicUrl {
	/** The end of the path n8n shows whose address this is, such as `messages`; empty when it is that of any. */
	readonly end: string;
	/** Scheme, host and path. */
	readonly url: string;
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

const LINE = /^(?:\/?([\w./-]*\w)\/?\s*=\s*)?(https?:\/\/[^\s?#]+)(?:[?#]\S*)?$/i;

function parseLine(line: string): PublicUrl | undefined {
	const [, end = '', url = ''] = LINE.exec(line) ?? [];
	return URL.canParse(url) ? { end, url } : undefined;
}

/** The address of exactly this path, when one is given; where several fit, the one that says most of the path. */
export function addressOf(path: string, publicUrls: readonly PublicUrl[]): string | undefined {
	const whole = segmentsOf(path).join('/');
	const [address] = publicUrls
		.filter(({ end }) => end !== '' && `/${whole}`.endsWith(`/${end}`))
		.sort((one, other) => other.end.length - one.end.length);
	return address?.url;
}

/**
 * What Twilio may have called to reach a path, by what the user says: its own address, else what stands before n8n's
 * path, or the whole URL in its place. Empty when nothing is said of it.
 */
export function publicAddresses(path: string, publicUrls: readonly PublicUrl[]): string[] {
	const address = addressOf(path, publicUrls);
	if (address !== undefined) return [address];
	const ofAny = publicUrls.filter(({ end }) => end === '').map(({ url }) => url);
	return ofAny.flatMap((url) => [baseBefore(path, url) + path, url]);
}

/** A whole URL of n8n's, also that of the node's other webhook or of a test, is cut down to what stands before the path. */
function baseBefore(path: string, url: string): string {
	const parts = splitUrl(url);
	const id = segmentsOf(path).at(-2);
	const isUrlOfNode = id !== undefined && parts?.path.at(-2) === id;
	return parts && isUrlOfNode ? parts.origin + prefixBefore(parts, path) : url.replace(/\/+$/, '');
}
