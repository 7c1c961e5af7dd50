import fc from 'fast-check';

import type { SignedRequest } from '../../../nodes/TwilioCallMessages/twilio/callback/signature';
import { CALLBACK_URL, MESSAGE, SECONDARY_TOKEN, sign } from '../signedRequests';
import { Dice } from './dice';
import { asForm, type Genuine } from './genuine';
import { genuineRequests } from './genuineRequests';
import { bodyByHash, OTHER_SID, VICTIM } from './planted';
import { recut, withPairs, type Pair } from './recut';

/** What an adversary sends, and the genuine message its signature was made for. */
export interface Forgery {
	readonly kind: string;
	readonly genuine: Genuine;
	readonly forged: SignedRequest;
}

type Mutation = (genuine: Genuine, dice: Dice) => SignedRequest;

const NAMES = [
	...Object.keys(MESSAGE),
	'__proto__',
	'constructor',
	'',
	' Content',
	'content',
	'Content\0',
	'Sid\r\n',
	'bodySHA256',
];

const MUTATIONS: Readonly<Record<string, Mutation>> = {
	'text cut anew': recut,
	'parameters written otherwise': ({ request, message }, dice) =>
		withPairs(request, Object.entries(message), dice),
	'parameters edited': ({ request, message }, dice) =>
		withPairs(request, editPairs(Object.entries(message), dice), dice),
	'all text in the URL': ({ request, signedText }, dice) => ({
		...request,
		url: signedText,
		method: dice.pick('GET', 'POST', 'get'),
		contentType: dice.pick('application/json', 'application/x-www-form-urlencoded', undefined),
		rawBody: dice.pick('', bodyByHash.body, '=', '&'),
	}),
	'URL spelled otherwise': ({ request }, dice) => ({
		...request,
		url: respell(request.url, dice),
	}),
	'body edited': ({ request }, dice) => ({
		...request,
		rawBody: editText(request.rawBody.toString(), dice),
	}),
	'URL edited': ({ request }, dice) => ({ ...request, url: editText(request.url, dice) }),
	'headers changed': ({ request }, dice) => ({
		...request,
		method: dice.pick('GET', 'POST', 'PUT', '', 'get'),
		contentType: dice.pick(
			'application/json',
			'application/x-www-form-urlencoded',
			'text/plain',
			undefined,
			'',
		),
		signature: dice.pick(request.signature, request.signature, `${request.signature}=`, '', ' '),
	}),
};

const mutations = fc.oneof(
	{ weight: 12, arbitrary: fc.constant('text cut anew') },
	...Object.keys(MUTATIONS).map((kind) => ({ weight: 1, arbitrary: fc.constant(kind) })),
	{ weight: 1, arbitrary: fc.constant('signature of another message') },
);

const dice = fc.array(fc.nat(), { minLength: 24, maxLength: 24, size: 'max' });

/** Everything an adversary may do with a genuine request. */
export const forgeries: fc.Arbitrary<Forgery> = fc
	.tuple(genuineRequests, mutations, dice)
	.map(([genuine, kind, numbers]) => forge(genuine, kind, new Dice(numbers)));

function forge(genuine: Genuine, kind: string, dice: Dice): Forgery {
	const mutate = MUTATIONS[kind];
	if (mutate !== undefined) return { kind, genuine, forged: mutate(genuine, dice) };

	const message = { ...MESSAGE, Sid: OTHER_SID, SequenceNumber: '2' };
	const other = asForm(message, CALLBACK_URL);
	const stolen = dice.pick(
		other.request.signature,
		sign(genuine.message, { authToken: SECONDARY_TOKEN }),
	);
	return { kind, genuine: other, forged: { ...genuine.request, signature: stolen } };
}

function editPairs(pairs: readonly Pair[], dice: Dice): Pair[] {
	const index = dice.below(pairs.length);
	const [name, value] = pairs[index] ?? ['', ''];
	const anyName = dice.pick(name, ...NAMES);
	const edits: readonly Pair[][] = [
		[
			[name, value],
			[name, value],
		],
		[
			[name, value],
			[anyName, dice.pick('', '1', VICTIM)],
		],
		[],
		[[anyName, value]],
		[[name, editText(value, dice)]],
		[[dice.pick(name.toLowerCase(), name.toUpperCase()), value]],
		[
			[name, value.slice(0, 1)],
			[name, value.slice(1)],
		],
		[[name, dice.pick(value.toLowerCase(), value.toUpperCase(), ` ${value}`, `${value} `)]],
	];
	return [
		...pairs.slice(0, index),
		...(edits[dice.below(edits.length)] ?? []),
		...pairs.slice(index + 1),
	];
}

function editText(text: string, dice: Dice): string {
	const at = dice.below(text.length + 1);
	const inserted = dice.pick('1', '', '+', '%20', '%', '&', '=', '\0', '\r\n', '\t', 'é', ' ');
	return text.slice(0, at) + inserted + text.slice(at + dice.pick(0, 1, text.length));
}

function respell(url: string, dice: Dice): string {
	const spellings = [
		(text: string) => text.replace(/\.com(:\d+)?/, '.com:443'),
		(text: string) => text.replace(/\.com(:\d+)?/, '.com:1'),
		(text: string) => text.replace('n8n.example', 'N8N.example'),
		(text: string) => text.replaceAll("'", '%27'),
		(text: string) => text.replaceAll('%20', '+'),
		(text: string) => `${text.slice(0, dice.below(text.length))}\t${text.slice(dice.below(9))}`,
		(text: string) => text.replace(/(?<=\?.*)[a-z]/i, (letter) => `%${letterCode(letter)}`),
		(text: string) => `${text} `,
		(text: string) => `${text}#a`,
		(text: string) => text.replace('/webhook', '/x/../webhook'),
	];
	return spellings.filter(() => dice.chance(20)).reduce((text, spell) => spell(text), url);
}

function letterCode(letter: string): string {
	return letter.charCodeAt(0).toString(16);
}
