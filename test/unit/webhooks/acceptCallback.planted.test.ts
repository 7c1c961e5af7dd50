import { getExpectedTwilioSignature, validateRequest } from 'twilio/lib/webhooks/webhooks';

import { acceptMessage } from '../../support/acceptMessage';
import { OTHER_SID, VICTIM } from '../../support/forging/planted';
import {
	ACCOUNT,
	AUTH_TOKEN,
	CALLBACK_URL,
	formRequest,
	genuineRequest,
	MESSAGE,
	sign,
} from '../../support/signedRequests';

/*
 * The app on a call chooses the content, so it can plant whole parameters in it. Whoever holds such a signed
 * request can cut the signed text elsewhere: the genuine beginning then has to go somewhere, into a parameter
 * nobody knows or into the URL. In every case below Twilio's own validator says the signature is right.
 */

const { AccountSid, CallSid, Sid, Timestamp } = MESSAGE;
const WITH_QUERY = `${CALLBACK_URL}?node=abc`;
const GENUINE_END = `ContentTypeapplication/jsonSequenceNumber1Sid${Sid}Timestamp${Timestamp}`;
const PLANTED_START = `AccountSid${AccountSid}CallSid${VICTIM}Content666`;
const PLANTED_ALL = `${PLANTED_START}ContentTypeapplication/jsonSequenceNumber999Sid${OTHER_SID}Timestamp${Timestamp}Zz`;

/** Another call, other content; the rest stays genuine. */
const startForged = { ...MESSAGE, CallSid: VICTIM, Content: '666', ContentA: '"' };
/** All is planted, and the genuine end is parked in Zz. */
const allForged = {
	...MESSAGE,
	CallSid: VICTIM,
	Content: '666',
	SequenceNumber: '999',
	Sid: OTHER_SID,
	Zz: `"${GENUINE_END}`,
};
const sentences = {
	start: JSON.stringify(`${PLANTED_START}ContentA`),
	all: JSON.stringify(PLANTED_ALL),
};
const genuineBeginning = `AccountSid${AccountSid}CallSid${CallSid}Content"`;

interface Case {
	readonly content: string;
	readonly contentType?: string;
	readonly signedUrl?: string;
	readonly url?: string;
	readonly parameters: Readonly<Record<string, string>>;
}

const cases: Array<[string, Case]> = [
	[
		'the genuine beginning in a parameter before AccountSid',
		{ content: sentences.start, parameters: { ...startForged, A: genuineBeginning.slice(1) } },
	],
	[
		'the same with everything else planted too',
		{ content: sentences.all, parameters: { ...allForged, A: genuineBeginning.slice(1) } },
	],
	[
		'the genuine CallSid in a parameter before CallSid',
		{
			content: JSON.stringify(`CallSid${VICTIM}Content666ContentA`),
			parameters: { ...startForged, C: `allSid${CallSid}Content"` },
		},
	],
	[
		'the genuine beginning in the URL',
		{
			content: sentences.start,
			signedUrl: WITH_QUERY,
			url: WITH_QUERY + genuineBeginning,
			parameters: startForged,
		},
	],
	[
		'the same with everything else planted too, in the URL',
		{
			content: sentences.all,
			signedUrl: WITH_QUERY,
			url: WITH_QUERY + genuineBeginning,
			parameters: allForged,
		},
	],
	[
		'the genuine beginning half in the URL, half in a parameter',
		{
			content: sentences.start,
			signedUrl: WITH_QUERY,
			url: `${WITH_QUERY}${genuineBeginning.slice(0, 20)}`,
			parameters: { ...startForged, [genuineBeginning.slice(20, 21)]: genuineBeginning.slice(21) },
		},
	],
	[
		'the end of the URL in a parameter before AccountSid',
		{
			content: sentences.start,
			signedUrl: `${CALLBACK_URL}?page=1`,
			url: `${CALLBACK_URL}?page=`,
			parameters: { ...startForged, '1': genuineBeginning },
		},
	],
	[
		'content that is not JSON, cut after its first number',
		{
			content: PLANTED_ALL.slice(PLANTED_ALL.indexOf('666')),
			parameters: { ...allForged, CallSid, Zz: GENUINE_END },
		},
	],
	[
		'content that is not JSON, behind a genuine beginning in the URL',
		{
			content: PLANTED_ALL,
			signedUrl: WITH_QUERY,
			url: WITH_QUERY + genuineBeginning.slice(0, -1),
			parameters: { ...allForged, Zz: GENUINE_END },
		},
	],
	[
		'the genuine end behind a type that has another one planted in it',
		{
			content: '666',
			contentType: `application/jsonSequenceNumber999Sid${OTHER_SID}Timestamp${Timestamp}Zz`,
			parameters: { ...allForged, CallSid, Zz: `SequenceNumber1Sid${Sid}Timestamp${Timestamp}` },
		},
	],
];

it.each(cases)(
	'refuses planted parameters with %s',
	(_, { content, contentType, signedUrl, url, parameters }) => {
		const genuine = {
			...MESSAGE,
			Content: content,
			...(contentType && { ContentType: contentType }),
		};
		const signature = sign(genuine, { url: signedUrl ?? CALLBACK_URL });
		const forgedUrl = url ?? signedUrl ?? CALLBACK_URL;
		expect(validateRequest(AUTH_TOKEN, signature, forgedUrl, parameters)).toBe(true);

		const request = formRequest(Object.entries(parameters), { url: forgedUrl, signature });
		expect(acceptMessage(request, ACCOUNT)).toEqual({ accepted: false, reason: 'shape' });
	},
);

it('refuses a form POST that comes again as a GET', () => {
	const planted = `&AccountSid=${AccountSid}&CallSid=${VICTIM}&Content=666&ContentType=application/json&SequenceNumber=999&Sid=${OTHER_SID}&Timestamp=Fri,+02+Dec+2022+22:02:49+%2B0000&Zz=`;
	const genuine = { ...MESSAGE, Content: JSON.stringify(planted) };
	const signature = getExpectedTwilioSignature(AUTH_TOKEN, WITH_QUERY, genuine);
	const tail = `AccountSid${AccountSid}CallSid${CallSid}Content${genuine.Content}${GENUINE_END}`;
	const url = WITH_QUERY + tail;
	expect(validateRequest(AUTH_TOKEN, signature, url, {})).toBe(true);

	const request = { method: 'GET', url, contentType: undefined, rawBody: '', signature };
	expect(acceptMessage(request, ACCOUNT)).toEqual({ accepted: false, reason: 'signature' });
});

it('refuses a parameter with neither name nor value, which no signature covers', () => {
	const genuine = genuineRequest(MESSAGE);
	const request = { ...genuine, rawBody: `${genuine.rawBody.toString()}&=` };
	expect(acceptMessage(request, ACCOUNT)).toEqual({ accepted: false, reason: 'shape' });
});

it.each([
	['before AccountSid', { AApp: 'x' }],
	['between AccountSid and CallSid', { ApiVersion: '2010-04-01' }],
	['with a name that begins like a known one', { ContentUrl: 'a', SidOfApp: 'AP1' }],
	['at the end', { ParentCallSid: CallSid, Zone: 'Content' }],
])('lets unknown parameters pass %s', (_, extra) => {
	expect(acceptMessage(genuineRequest({ ...MESSAGE, ...extra }), ACCOUNT)).toMatchObject({
		accepted: true,
		value: { callSid: CallSid, sequenceNumber: 1, content: { type: 'button', id: 7 } },
	});
});

it('lets a message pass that speaks of parameters', () => {
	const content = `${PLANTED_ALL} in plain words`;
	const request = genuineRequest(
		{ ...MESSAGE, Content: JSON.stringify(content) },
		{ url: WITH_QUERY },
	);
	expect(acceptMessage(request, ACCOUNT)).toMatchObject({ accepted: true, value: { content } });
});
