import fc from 'fast-check';

import { CALLBACK_URL, MESSAGE } from '../signedRequests';
import {
	asForm,
	asGet,
	asHashedJson,
	asJsonSignedLikeAForm,
	type Genuine,
	type Message,
} from './genuine';
import { bodyByHash, FORGED_QUERY, OTHER_SID, VICTIM } from './planted';
import { BY_AUTH_TOKEN, BY_SHARED_KEY } from './schemes';

const CALLBACK_URLS = [
	CALLBACK_URL,
	`${CALLBACK_URL}?node=abc`,
	`${CALLBACK_URL}?page=1`,
	`${CALLBACK_URL}?a=it's&b=%20c&B=`,
	CALLBACK_URL.replace('.com', '.com:8443'),
];

const PIECES = [
	`AccountSid${MESSAGE.AccountSid}`,
	`CallSid${VICTIM}`,
	'Content666',
	'ContentA',
	'ContentTypeapplication/json',
	'SequenceNumber999',
	`Sid${OTHER_SID}`,
	`Timestamp${MESSAGE.Timestamp}`,
	'Zz',
];
const OTHER_PIECES = [
	...PIECES,
	'Content',
	'ContentType',
	'666',
	'"',
	'\\',
	' ',
	'&=',
	'\0',
	'\r\n',
	'é😀',
	bodyByHash.planted,
	FORGED_QUERY,
];

/** Messages to plant: all of one, or a part, with the rest to come from the genuine message. */
const WHOLE = PIECES.filter((piece) => piece !== 'ContentA').join('');
const BEGINNING = PIECES.slice(0, 4).join('');
const END = PIECES.slice(4).join('');

const plantedText = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom(WHOLE, BEGINNING, END) },
	{ weight: 1, arbitrary: fc.subarray(PIECES).map((pieces) => pieces.join('')) },
	{
		weight: 1,
		arbitrary: fc
			.array(fc.constantFrom(...OTHER_PIECES), { maxLength: 8 })
			.map((pieces) => pieces.join('')),
	},
);

const content = fc.oneof(
	{
		weight: 6,
		arbitrary: plantedText.map((text) => JSON.stringify(text)),
	},
	// No JSON, as apps on iOS send it.
	{ weight: 2, arbitrary: plantedText },
	{ weight: 1, arbitrary: plantedText.map((text) => `666${text}`) },
	{ weight: 1, arbitrary: plantedText.map((text) => `Hello World ${text}`) },
	{ weight: 1, arbitrary: plantedText.map((text) => JSON.stringify({ [text]: [text, 1] })) },
	{ weight: 1, arbitrary: fc.oneof(fc.integer(), fc.double()).map((n) => JSON.stringify(n)) },
	{ weight: 1, arbitrary: fc.json({ maxDepth: 2 }) },
	{
		weight: 1,
		arbitrary: fc.constantFrom('true', 'null', '""', '"\ufffd"', ' 1 ', '1E5', '12\n', '-0.5e1'),
	},
);

// The app says what its content is, too.
const contentType = fc.oneof(
	{ weight: 6, arbitrary: fc.constant(MESSAGE.ContentType) },
	{ weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-8') },
	{ weight: 2, arbitrary: plantedText.map((text) => `text/plain${text}`) },
);

// Twilio may add some of these one day. What they say is Twilio's, not the adversary's.
const extras = fc.subarray([
	['AApp', 'x'],
	['ApiVersion', '2010-04-01'],
	['C', '1'],
	['ContentLanguage', 'en'],
	['ParentCallSid', MESSAGE.CallSid],
	['Zone', 'Content'],
	['__proto__', 'y'],
	['é', '😀'],
]);

/** Parameters Twilio may add one day whose value somebody on the call can choose, such as a caller's name. */
export const CHOSEN_NAMES = ['A', 'B', 'CallerName'];

const chosen = fc.tuple(
	fc.constantFrom(...CHOSEN_NAMES),
	fc.constantFrom(BEGINNING, WHOLE, 'Content666ContentA'),
);

const message = fc
	.record({
		content,
		contentType,
		chosen: fc.option(chosen, { freq: 3 }),
		extras: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, extras),
	})
	.map(({ content: Content, contentType: ContentType, chosen: one, extras: more }): Message =>
		Object.fromEntries([
			...Object.entries({ ...MESSAGE, Content, ContentType }),
			...(one ? [one] : []),
			...more,
		]),
	);

/** Any call message, in each of the four ways Twilio may send it and the two it may sign it. */
export const genuineRequests: fc.Arbitrary<Genuine> = fc
	.tuple(
		message,
		fc.constantFrom(...CALLBACK_URLS),
		fc.constantFrom(asForm, asForm, asForm, asJsonSignedLikeAForm, asHashedJson, asGet),
		fc.constantFrom(BY_AUTH_TOKEN, BY_SHARED_KEY),
	)
	.map(([parameters, url, send, scheme]) => send(parameters, url, scheme));
