import { isRecord, parseJson } from '../json';

/** A request as it arrived: `url` is the full URL as the sender saw it. */
export interface IncomingRequest {
	readonly method: string;
	readonly url: string;
	readonly contentType: string | undefined;
	readonly rawBody: string | Buffer;
}

/** Parameters in the order they arrived, repeated ones included. */
export type Parameters = ReadonlyArray<readonly [name: string, value: string]>;

/** What a Content-Type header says, as far as it matters here. */
export function bodyFormat(contentType: string | undefined): 'form' | 'json' | 'other' {
	const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase();
	if (mediaType === 'application/x-www-form-urlencoded') return 'form';
	return mediaType === 'application/json' ? 'json' : 'other';
}

/** Tells whether the parameters of a request are in its query; in all other cases only the body counts. */
export function isQueryRequest(method: string): boolean {
	return method.toUpperCase() === 'GET';
}

/**
 * The parameters of a request, read from what was signed and from nothing else: the query of a GET, the
 * body of anything else. Undefined when the body is not a form and not a JSON object of strings.
 */
export function readParameters(request: IncomingRequest): Parameters | undefined {
	if (isQueryRequest(request.method)) return parseForm(queryOf(request.url));
	const text = request.rawBody.toString();
	if (bodyFormat(request.contentType) === 'form') return parseForm(text);
	return bodyFormat(request.contentType) === 'json' ? parseJsonStrings(text) : undefined;
}

/** The query of a URL, without the question mark and without a fragment. */
export function queryOf(url: string): string {
	const [beforeFragment = ''] = url.split('#', 1);
	const start = beforeFragment.indexOf('?');
	return start === -1 ? '' : beforeFragment.slice(start + 1);
}

/** Decodes form-encoded text once, keeping order and repetitions. */
export function parseForm(text: string): Parameters {
	return text
		.split('&')
		.filter((pair) => pair !== '')
		.map((pair) => {
			const end = pair.indexOf('=');
			return end === -1
				? [decode(pair), '']
				: [decode(pair.slice(0, end)), decode(pair.slice(end + 1))];
		});
}

/** The values by name; undefined when a name comes twice or is empty (an empty one no signature covers). */
export function valuesByName(parameters: Parameters): ReadonlyMap<string, string> | undefined {
	const values = new Map(parameters);
	return values.size === parameters.length && !values.has('') ? values : undefined;
}

/** Parameters as Twilio signs them: by name, then by value, in the order of code units. */
export function sortParameters(parameters: Parameters): Parameters {
	return [...parameters].sort(([nameA, valueA], [nameB, valueB]) => {
		if (nameA !== nameB) return nameA < nameB ? -1 : 1;
		return valueA < valueB ? -1 : 1;
	});
}

function decode(text: string): string {
	if (!/[%+]/.test(text)) return text;
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		// Broken escapes stay as they are and broken UTF-8 becomes U+FFFD, as form parsers have it; three times slower.
		return new URLSearchParams(`text=${text}`).get('text') ?? '';
	}
}

function parseJsonStrings(text: string): Parameters | undefined {
	const value = parseJson(text);
	if (!isRecord(value)) return undefined;
	const entries = Object.entries(value);
	return entries.every(hasStringValue) ? entries : undefined;
}

function hasStringValue(entry: [string, unknown]): entry is [string, string] {
	return entry.every((text) => typeof text === 'string' && isWellFormed(text));
}

// A lone surrogate is signed as U+FFFD, so it could stand in for one.
function isWellFormed(text: string): boolean {
	return Buffer.from(text).toString() === text;
}
