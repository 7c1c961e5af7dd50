import { createHash } from 'node:crypto';

import type { ReceivedRequest } from '../../nodes/TwilioCallMessages/webhooks/acceptCallback';

/** A request that nobody would call Twilio's after a closer look. */
export interface Refusal {
	readonly name: string;
	readonly request: ReceivedRequest;
}

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const PATH = '/webhook/4c1d0a7e-6f0e-4d0a-9b53-3b1f5f8f2a11/messages';
/** Well-formed, and wrong. */
const WRONG = `${'A'.repeat(27)}=`;

const KIB = 1024;
const repeated = (text: string, bytes: number) => text.repeat(Math.floor(bytes / text.length));

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

const formBodies: ReadonlyArray<readonly [name: string, text: string]> = [
	['%&, a broken escape each', '%&'],
	['one long broken escape', '%'],
	['blanks', '+'],
	['letters', 'a'],
	['escaped letters', '%41'],
	['escapes that are no UTF-8', '%ff'],
	['escapes that only begin as UTF-8', '%F0'],
	['small pairs', 'a%41=%42b&'],
	['pairs of a kilobyte', `a=${'b'.repeat(KIB - 3)}&`],
];

const form = (
	rawBody: string,
	signature: string | undefined,
	size: string,
	name: string,
): Refusal => ({
	name: `${size} of ${name}, ${signature ? 'wrongly signed' : 'unsigned'}`,
	request: {
		method: 'POST',
		originalUrl: PATH,
		contentType: FORM,
		rawBody: Buffer.from(rawBody),
		signature,
	},
});

const json = (rawBody: string, size: string, name: string): Refusal => {
	const hash = createHash('sha256').update(rawBody).digest('hex');
	return {
		name: `${size} of JSON, ${name}, wrongly signed`,
		request: {
			method: 'POST',
			originalUrl: `${PATH}?bodySHA256=${hash}`,
			contentType: JSON_TYPE,
			rawBody: Buffer.from(rawBody),
			signature: WRONG,
		},
	};
};

/** Requests of this size, each made to be as dear as its kind can be. */
export function refusalsOf(kilobytes: number): Refusal[] {
	const bytes = kilobytes * KIB;
	const size = `${kilobytes} kB`;
	return [
		form(repeated('%&', bytes), undefined, size, '%&, a broken escape each'),
		...formBodies.map(([name, text]) => form(repeated(text, bytes), WRONG, size, name)),
		json(`{"a":"${'b'.repeat(bytes - 8)}"}`, size, 'one long text'),
		json(`{"a":[${repeated('1,', bytes - 10)}1]}`, size, 'many numbers'),
		json(`{"a":${nested(bytes / 2 - 5)}}`, size, 'lists in each other'),
	];
}

/** A GET with as much in its query as Node.js lets through. */
export const refusedGet: Refusal = {
	name: '15 kB of %& in the query of a GET, wrongly signed',
	request: {
		method: 'GET',
		originalUrl: `${PATH}?${repeated('%&', 15 * KIB)}`,
		contentType: undefined,
		rawBody: '',
		signature: WRONG,
	},
};
