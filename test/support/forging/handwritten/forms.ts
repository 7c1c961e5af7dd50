import type { SignedRequest } from '../../../../nodes/TwilioCallMessages/twilio/callback/signature';
import { MAX_BYTES, MAX_PARAMETERS, MAX_TEXT } from '../../callbackLimits';
import { genuine, WITH_QUERY, type Forgery } from './forgery';

const { form, json, hashed, get } = genuine;
const formBody = form.rawBody.toString();
const jsonWith = (member: (_: unknown, index: number) => [string, string]) =>
	JSON.stringify(Object.fromEntries(Array.from({ length: MAX_PARAMETERS + 1 }, member)));
const LONGEST_URL = get.url.indexOf('?') + 1 + MAX_BYTES;

export const otherBodies: Forgery[] = (
	[
		['a parameter added', { rawBody: `${formBody}&Extra=1` }],
		['a parameter taken away', { rawBody: formBody.replace(/&Sid=\w+/, '') }],
		['a parameter renamed', { rawBody: formBody.replace('&Sid=', '&MessageSid=') }],
		['a name in lower case', { rawBody: formBody.replace('&Sid=', '&sid=') }],
		['a name with brackets', { rawBody: formBody.replace('&Sid=', '&Sid[]=') }],
		['a name with a NUL behind', { rawBody: formBody.replace('&Sid=', '&Sid%00=') }],
		['a second value of a name', { rawBody: `${formBody}&CallSid=CA${'9'.repeat(32)}` }],
		['another value', { rawBody: formBody.replace('SequenceNumber=1', 'SequenceNumber=2') }],
		['a blank behind a value', { rawBody: formBody.replace('SequenceNumber=1', '$&+') }],
		['a value encoded twice', { rawBody: formBody.replaceAll('%', '%25') }],
		['a plus sign not encoded', { rawBody: formBody.replace('%2B', '+') }],
		['__proto__ added', { rawBody: `${formBody}&__proto__=1` }],
		['a line break behind the body', { rawBody: `${formBody}\r\n` }],
		['semicolons between the parameters', { rawBody: formBody.replaceAll('&', ';') }],
		[
			'the body twice, half of it changed',
			{ rawBody: `${formBody}&${formBody.replace(/=1&/, '=2&')}` },
		],
		['the body in UTF-16', { rawBody: Buffer.from(formBody, 'utf16le') }],
		['the form called JSON', { contentType: 'application/json' }],
		['the form as a GET', { method: 'GET' }],
		['the form as a GET with a query', { method: 'GET', url: `${WITH_QUERY}&${formBody}` }],
	] satisfies Array<[string, Partial<SignedRequest>]>
).map(([name, change]) => [name, { ...form, ...change }, 'signature']);

export const unreadable: Forgery[] = [
	[
		'a form called multipart',
		{ ...form, contentType: 'multipart/form-data; boundary=a' },
		'contentType',
	],
	['a form called text', { ...form, contentType: 'text/plain' }, 'contentType'],
	['a form called XML', { ...form, contentType: 'application/xml' }, 'contentType'],
	['a form without a type', { ...form, contentType: undefined }, 'contentType'],
	[
		'a form of two types',
		{ ...form, contentType: 'text/plain, application/x-www-form-urlencoded' },
		'contentType',
	],
	['JSON of a kind of its own', { ...json, contentType: 'application/ld+json' }, 'contentType'],
	['JSON called text', { ...hashed, contentType: 'text/json' }, 'contentType'],
	['a GET sent as a POST', { ...get, method: 'POST' }, 'contentType'],
	['a body one byte too large', { ...form, rawBody: formBody.padEnd(MAX_BYTES + 1, 'a') }, 'size'],
	[
		'one parameter too many',
		{ ...form, rawBody: formBody + '&a'.repeat(MAX_PARAMETERS - 6) },
		'size',
	],
	[
		'one parameter too many in JSON',
		{ ...json, rawBody: jsonWith((_, index) => [`a${index}`, '']) },
		'size',
	],
	[
		'one parameter too many in the query',
		{ ...form, url: `${WITH_QUERY}${'&a'.repeat(MAX_PARAMETERS - 1)}` },
		'size',
	],
	['a query one character too long', { ...get, url: get.url.padEnd(LONGEST_URL + 1, 'a') }, 'size'],
	[
		'a text one character too long, however short its encoding',
		{ ...form, rawBody: `a=${'b'.repeat(MAX_TEXT)}` },
		'size',
	],
	['a GET with too large a body', { ...get, rawBody: Buffer.alloc(MAX_BYTES + 1) }, 'size'],
];
