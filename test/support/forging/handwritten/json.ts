import type { SignedRequest } from '../../../../nodes/TwilioCallMessages/twilio/callback/signature';
import { CALLBACK_URL, MESSAGE, sign } from '../../signedRequests';
import { sha256 } from '../genuine';
import { genuine, type Forgery } from './forgery';

const { form, json, hashed, get } = genuine;
const hashedBody = hashed.rawBody.toString();
const bodyHash = sha256(hashedBody);

/** A signed URL with another hash of the body in it than the right one. */
function hashedWith(change: (hash: string) => string): SignedRequest {
	const url = `${CALLBACK_URL}?bodySHA256=${change(bodyHash)}`;
	return { ...hashed, url, signature: sign({}, { url }) };
}

const jsonOf = (parameters: Readonly<Record<string, unknown>>) => JSON.stringify(parameters);

export const otherJsonAndGets: Forgery[] = [
	['JSON called a form', { ...json, contentType: form.contentType }, 'signature'],
	[
		'JSON with a number',
		{ ...json, rawBody: jsonOf({ ...MESSAGE, SequenceNumber: 1 }) },
		'signature',
	],
	[
		'JSON with an object',
		{ ...json, rawBody: jsonOf({ ...MESSAGE, Content: { id: 7 } }) },
		'signature',
	],
	[
		'JSON with an array',
		{ ...json, rawBody: jsonOf({ ...MESSAGE, Sid: [MESSAGE.Sid] }) },
		'signature',
	],
	['JSON with null', { ...json, rawBody: jsonOf({ ...MESSAGE, Extra: null }) }, 'signature'],
	['JSON in an array', { ...json, rawBody: `[${json.rawBody.toString()}]` }, 'signature'],
	['JSON in a JSON text', { ...json, rawBody: JSON.stringify(json.rawBody) }, 'signature'],
	['JSON that breaks off', { ...json, rawBody: json.rawBody.slice(0, -1) }, 'signature'],
	[
		'JSON behind a byte order mark',
		{ ...json, rawBody: `\ufeff${json.rawBody.toString()}` },
		'signature',
	],
	[
		'JSON with a name twice',
		{
			...json,
			rawBody: json.rawBody.toString().replace('{', '{"Sid":"KX1",').replace(/}$/, ',"Sid":"KX2"}'),
		},
		'signature',
	],
	[
		'JSON with __proto__',
		{ ...json, rawBody: json.rawBody.toString().replace('{', '{"__proto__":"a",') },
		'signature',
	],
	['JSON under a signature of the URL alone', { ...json, signature: sign({}) }, 'signature'],
	[
		'the hash of another body',
		{ ...hashed, rawBody: hashedBody.replace('"1"', '"2"') },
		'signature',
	],
	['a hashed body with a blank behind', { ...hashed, rawBody: `${hashedBody} ` }, 'signature'],
	['a hash taken from the URL', { ...hashed, url: CALLBACK_URL }, 'signature'],
	['a hash in upper case', hashedWith((hash) => hash.toUpperCase()), 'signature'],
	['a hash cut short', hashedWith((hash) => hash.slice(0, -1)), 'signature'],
	['an empty hash', hashedWith(() => ''), 'signature'],
	['the right hash behind a wrong one', hashedWith((hash) => `1&bodySHA256=${hash}`), 'signature'],
	['a hashed body called a form', { ...hashed, contentType: form.contentType }, 'signature'],
	[
		'a hash under another name',
		{
			...hashed,
			url: hashed.url.replace('bodySHA256', 'bodysha256'),
			signature: sign({}, { url: hashed.url.replace('bodySHA256', 'bodysha256') }),
		},
		'signature',
	],
	[
		'a GET with another value',
		{ ...get, url: get.url.replace('SequenceNumber=1', 'SequenceNumber=2') },
		'signature',
	],
	['a GET with more in the query', { ...get, url: `${get.url}&SequenceNumber=2` }, 'signature'],
	[
		'a GET sent as a POST of its query',
		{ ...form, url: CALLBACK_URL, signature: get.signature },
		'signature',
	],
];
