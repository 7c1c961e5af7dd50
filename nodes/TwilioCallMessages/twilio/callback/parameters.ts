import { isRecord, parseJson, writeJson } from '../json';

/** A request as it arrived: `url` is the full URL as the sender saw it. */
export interface IncomingRequest {
	readonly method: string;
	readonly url: string;
	readonly contentType: string | undefined;
	readonly rawBody: string | Buffer;
}

/** Parameters in the order they arrived, repeated ones included. */
export type Parameters = ReadonlyArray<readonly [name: string, value: string]>;

/**
 * How far a signature fixes parameters: `each` as it is, by the URL or by a hash of the body in it; or only the text
 * that names and values give when they are `joined`, one behind the other.
 */
export type Coverage = 'each' | 'joined';

/** The names under which Twilio says where a party is, such as `From`, when it knows. */
export function placeNames(party: string): string[] {
	return ['City', 'Country', 'State', 'Zip'].map((place) => party + place);
}

/** What a Content-Type header says, as far as it matters here. */
export function bodyFormat(contentType = ''): 'form' | 'json' | 'other' {
	if (/^\s*application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType)) return 'form';
	return /^\s*application\/json\s*(;|$)/i.test(contentType) ? 'json' : 'other';
}

/** Tells whether the parameters of a request are in its query; in all other cases only the body counts. */
export function isQueryRequest(method: string): boolean {
	return method === 'GET' || (method !== 'POST' && method.toUpperCase() === 'GET');
}

/**
 * The parameters of a request, read from what was signed and from nothing else: the query of a GET, the
 * body of anything else. Undefined when the body is not a form and not a JSON object. In a body the URL vouches for by
 * its hash a value may be anything, and is given as JSON; in any other only strings are what was signed.
 */
export function readParameters(request: IncomingRequest): Parameters | undefined {
	if (isQueryRequest(request.method)) return parseForm(queryOf(request.url));
	const format = bodyFormat(request.contentType);
	if (format === 'form') return parseForm(request.rawBody);
	if (format === 'other') return undefined;
	return parseJsonObject(request.rawBody.toString(), {
		isHashed: bodyHashOf(request.url) !== undefined,
	});
}

/**
 * The SHA-256 of the body by which a signed URL vouches for it; undefined where there is none, and of the URL of a callback
 * that came by GET: there an app may have chosen a parameter of this name.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function bodyHashOf(url: string): string | undefined {
	const query = parseForm(queryOf(url));
	if (query.some(([name]) => name === 'AccountSid')) return undefined;
	return query.find(([name]) => name === 'bodySHA256')?.[1];
}

/** The query of a URL, without the question mark and without a fragment. */
export function queryOf(url: string): string {
	const [beforeFragment = ''] = url.split('#', 1);
	const start = beforeFragment.indexOf('?');
	return start === -1 ? '' : beforeFragment.slice(start + 1);
}

/**
 * Decodes form-encoded text once, keeping order and repetitions. Broken escapes stay as they are and broken UTF-8
 * becomes U+FFFD, as form parsers have it. Works on bytes: no text can make it throw, or take longer than another.
 */
export function parseForm(text: string | Buffer): Parameters {
	const bytes = Buffer.from(text);
	const pairs: Array<readonly [string, string]> = [];
	for (let start = 0; start < bytes.length;) {
		const end = indexOrEnd(bytes, AMPERSAND, start, bytes.length);
		const nameEnd = indexOrEnd(bytes, EQUALS_SIGN, start, end);
		if (end > start) {
			pairs.push([decoded(bytes, start, nameEnd), decoded(bytes, nameEnd + 1, end)]);
		}
		start = end + 1;
	}
	return pairs;
}

function indexOrEnd(bytes: Buffer, sign: number, start: number, end: number): number {
	const index = bytes.indexOf(sign, start);
	return index === -1 || index > end ? end : index;
}

const PERCENT_SIGN = 0x25;
const AMPERSAND = 0x26;
const PLUS_SIGN = 0x2b;
const EQUALS_SIGN = 0x3d;
const BLANK = 0x20;

/** The value of each byte as a hex digit; -1 of others. */
const HEX_DIGITS = Int8Array.from({ length: 256 }, (_, byte) => {
	const digit = parseInt(String.fromCharCode(byte), 16);
	return Number.isNaN(digit) ? -1 : digit;
});

/** Decodes a stretch in its own place: what is decoded is never longer than what it is decoded from. */
function decoded(bytes: Buffer, start: number, end: number): string {
	let to = start;
	for (let at = start; at < end; at++) {
		const byte = bytes[at] ?? 0;
		// Nearly all: both signs come before letters and digits.
		if (byte > PLUS_SIGN) {
			bytes[to++] = byte;
			continue;
		}
		// What ends a stretch is no hex digit either.
		const escaped = byte === PERCENT_SIGN ? escapedAt(bytes, at) : -1;
		if (escaped !== -1) at += 2;
		bytes[to++] = escaped !== -1 ? escaped : byte === PLUS_SIGN ? BLANK : byte;
	}
	return bytes.toString('utf8', start, to);
}

/** The byte that a percent sign and two hex digits stand for; -1 where it is broken. */
function escapedAt(bytes: Buffer, at: number): number {
	const high = HEX_DIGITS[bytes[at + 1] ?? 0] ?? -1;
	const low = HEX_DIGITS[bytes[at + 2] ?? 0] ?? -1;
	return high === -1 || low === -1 ? -1 : high * 16 + low;
}

/** How many parameters a form-encoded text has at the most, counted without decoding any; not above `limit` + 1. */
export function countPairs(text: string | Buffer, limit: number): number {
	const next = (from: number) =>
		typeof text === 'string' ? text.indexOf('&', from) : text.indexOf(AMPERSAND, from);
	let count = 1;
	for (let at = next(0); at !== -1 && count <= limit; at = next(at + 1)) count += 1;
	return count;
}

/**
 * The values by name. Undefined when one of the names that are read comes twice, and under a joined signature when any
 * does or is empty: no signature covers an empty name, and a repeated one as good as none.
 */
export function valuesByName(
	parameters: Parameters,
	read: readonly string[],
	covers: Coverage,
): ReadonlyMap<string, string> | undefined {
	const values = new Map(parameters);
	if (values.size === parameters.length && !values.has('')) return values;
	const isOnce = (name: string) => parameters.filter(([other]) => other === name).length < 2;
	return covers === 'each' && read.every(isOnce) ? values : undefined;
}

/** Parameters as Twilio signs them: by name, then by value, in the order of code units. */
export function sortParameters(parameters: Parameters): Parameters {
	const isSorted = parameters.every((pair, index) => {
		const previous = parameters[index - 1];
		return previous === undefined || compare(previous, pair) < 0;
	});
	return isSorted ? parameters : [...parameters].sort(compare);
}

function compare([nameA, valueA]: Parameters[number], [nameB, valueB]: Parameters[number]): number {
	if (nameA !== nameB) return nameA < nameB ? -1 : 1;
	return valueA < valueB ? -1 : 1;
}

function parseJsonObject(
	text: string,
	{ isHashed }: { readonly isHashed: boolean },
): Parameters | undefined {
	const value = parseJson(text);
	if (!isRecord(value)) return undefined;
	const entries = isHashed ? Object.entries(value).map(asTexts) : Object.entries(value);
	const isReadable = isHashed ? isText : isSignedAsText;
	return entries.every(isReadable) ? entries : undefined;
}

function asTexts([name, value]: readonly [string, unknown]): [string, unknown] {
	return [name, typeof value === 'string' ? value : writeJson(value)];
}

function isText(entry: [string, unknown]): entry is [string, string] {
	return typeof entry[1] === 'string';
}

// A lone surrogate is signed as U+FFFD, so it could stand in for one.
function isSignedAsText(entry: [string, unknown]): entry is [string, string] {
	return entry.every((text) => typeof text === 'string' && Buffer.from(text).toString() === text);
}
