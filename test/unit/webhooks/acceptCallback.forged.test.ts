import { validateRequest } from 'twilio/lib/webhooks/webhooks';

import type { SignedRequest } from '../../../nodes/TwilioCallMessages/twilio/callback/signature';
import { acceptMessage } from '../../support/acceptMessage';
import { signedTail, type Message } from '../../support/forging/genuine';
import {
	ACCOUNT,
	AUTH_TOKEN,
	CALLBACK_URL,
	formRequest,
	genuineRequest,
	MESSAGE,
	sign,
} from '../../support/signedRequests';
import { formOf } from '../../support/twilioSdk';

/*
 * Twilio joins names and values without separators, so a captured signature also fits requests that cut the
 * same text elsewhere, and Twilio's own validator lets them pass. Every one has to be refused for its shape.
 */

type Pair = readonly [name: string, value: string];

/** Takes pairs out of a genuine message and puts others in, under the genuine signature. */
function recut(message: Message, removed: string[], ...added: Pair[]): SignedRequest {
	const kept = Object.entries(message).filter(([name]) => !removed.includes(name));
	return formRequest([...kept, ...added], { signature: sign(message) });
}

const { Content, ContentType, SequenceNumber, Sid, Timestamp, CallSid } = MESSAGE;

/** The app on a call chooses the content, so it can plant text that looks like parameters. */
const PLANTED = `ContentTypeapplication/jsonSequenceNumber999Sid${Sid}Timestamp${Timestamp}Zz`;
const BAITED = { ...MESSAGE, Content: JSON.stringify(`1${PLANTED}`) };
const AFTER_CONTENT = `ContentType${ContentType}SequenceNumber${SequenceNumber}Sid${Sid}Timestamp${Timestamp}`;
const SPLITTABLE = { ...MESSAGE, Content: '{"type":"ContentAb"}' };
const REPEATABLE = { ...MESSAGE, Content: '"aContentb"' };

const recutRequests: Array<[string, SignedRequest]> = [
	[
		'a name that gives its last letter to its value',
		recut(MESSAGE, ['ContentType'], ['ContentTyp', `e${ContentType}`]),
	],
	[
		'a value that gives its first letters to its name',
		recut(MESSAGE, ['Sid'], ['SidKX', Sid.slice(2)]),
	],
	[
		'a sequence number folded into the content type',
		recut(
			MESSAGE,
			['ContentType', 'SequenceNumber'],
			['ContentType', `${ContentType}SequenceNumber${SequenceNumber}`],
		),
	],
	[
		'a SID folded into the sequence number',
		recut(MESSAGE, ['SequenceNumber', 'Sid'], ['SequenceNumber', `${SequenceNumber}Sid${Sid}`]),
	],
	[
		'a timestamp folded into the SID',
		recut(MESSAGE, ['Sid', 'Timestamp'], ['Sid', `${Sid}Timestamp${Timestamp}`]),
	],
	[
		'a content folded into the call SID',
		recut(MESSAGE, ['CallSid', 'Content'], ['CallSid', `${CallSid}Content${Content}`]),
	],
	[
		'all parameters folded into AccountSid',
		recut(MESSAGE, Object.keys(MESSAGE), [
			'AccountSid',
			signedTail(MESSAGE).slice('AccountSid'.length),
		]),
	],
	[
		'all parameters folded into one name',
		recut(MESSAGE, Object.keys(MESSAGE), [signedTail(MESSAGE), '']),
	],
	[
		'a new parameter split out of the content',
		recut(SPLITTABLE, ['Content'], ['Content', '{"type":"'], ['ContentAb', '"}']),
	],
	[
		'a content split in two of the same name',
		recut(REPEATABLE, ['Content'], ['Content', '"a'], ['Content', 'b"']),
	],
	[
		'a sequence number from text planted in the content',
		recut(
			BAITED,
			['Content', 'SequenceNumber'],
			['Content', '"1'],
			['SequenceNumber', '999'],
			['Zz', `"${AFTER_CONTENT}`],
		),
	],
	['a repeated value', recut(MESSAGE, [], ['SequenceNumber', SequenceNumber])],
	[
		'the body moved into the URL',
		{ ...genuineRequest(MESSAGE), url: CALLBACK_URL + signedTail(MESSAGE), rawBody: '' },
	],
	[
		'the query of a GET sent as the URL of an empty POST',
		genuineRequest({}, { url: `${CALLBACK_URL}?${genuineRequest(MESSAGE).rawBody.toString()}` }),
	],
];

it.each(recutRequests)('refuses %s, which Twilio’s validator accepts', (_name, request) => {
	const parameters = formOf(request);

	expect(validateRequest(AUTH_TOKEN, request.signature ?? '', request.url, parameters)).toBe(true);
	// Blanks in a URL are seen before anything is read.
	const reason = request.url.includes(' ') ? 'signature' : 'shape';
	expect(acceptMessage(request, ACCOUNT)).toEqual({ accepted: false, reason });
});

// Twilio's validator gets these as an object; a form cannot express them, a JSON body can.
it.each([
	['an empty array added', { ...MESSAGE, Extra: [] }],
	[
		'a value repeated as an array',
		{ ...MESSAGE, SequenceNumber: [SequenceNumber, SequenceNumber] },
	],
])('refuses JSON with %s, which Twilio’s validator accepts', (_name, parameters) => {
	const signature = sign(MESSAGE);
	const request = {
		...genuineRequest(MESSAGE),
		contentType: 'application/json',
		rawBody: JSON.stringify(parameters),
	};

	expect(validateRequest(AUTH_TOKEN, signature, CALLBACK_URL, parameters)).toBe(true);
	expect(acceptMessage(request, ACCOUNT)).toEqual({ accepted: false, reason: 'signature' });
});

const genuine = genuineRequest(MESSAGE);
const rawBody = genuine.rawBody.toString();

it.each<[string, Partial<SignedRequest>]>([
	['another value of a known name added', { rawBody: `${rawBody}&SequenceNumber=2` }],
	['an unsigned parameter added', { rawBody: `${rawBody}&Extra=` }],
	['an unsigned parameter in the query', { url: `${CALLBACK_URL}?SequenceNumber=2` }],
	[
		'the same parameters as a GET',
		{ method: 'GET', url: `${CALLBACK_URL}?${rawBody}`, rawBody: '' },
	],
	['a GET in place of the POST', { method: 'GET' }],
	['the form declared to be JSON', { contentType: 'application/json' }],
	['the scheme changed', { url: CALLBACK_URL.replace('https', 'http') }],
	['a fragment', { url: `${CALLBACK_URL}#a` }],
	['a body cut short', { rawBody: rawBody.slice(0, -1) }],
])('refuses a genuine request with %s for its signature', (_name, change) => {
	expect(acceptMessage({ ...genuine, ...change }, ACCOUNT)).toEqual({
		accepted: false,
		reason: 'signature',
	});
});
