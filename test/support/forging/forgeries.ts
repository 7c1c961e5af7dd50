import fc from 'fast-check';

import { CHILD_STATUS, LEAVE, STREAM } from '../callReports';
import { SHARED_KEY_SETTINGS } from '../sharedKeys';
import { CALLBACK_URL, MESSAGE, SECONDARY_TOKEN, sign } from '../signedRequests';
import { Dice } from './dice';
import type { Genuine } from './genuine';
import { genuineRequests } from './genuineRequests';
import { bodyByHash, OTHER_SID, reportByHash, VICTIM } from './planted';
import { recut, withPairs, type Pair } from './recut';
import { BY_AUTH_TOKEN, BY_SHARED_KEY, MIXED_UP, type SentRequest } from './schemes';

/** What an adversary sends, and what its signature was made for; undefined when that is something else altogether. */
export interface Forgery<G extends Genuine = Genuine> {
	readonly kind: string;
	readonly genuine: G | undefined;
	readonly forged: SentRequest;
}

type Mutation = (genuine: Genuine, dice: Dice) => SentRequest;

const NAMES = [
	...new Set([MESSAGE, CHILD_STATUS, LEAVE, STREAM].flatMap(Object.keys)),
	'__proto__',
	'constructor',
	'',
	' Content',
	'content',
	'Content\0',
	'Sid\r\n',
	'bodySHA256',
];

const CUT_ANEW = 'text cut anew';
const STOLEN = 'signature of something else';

const MUTATIONS: Readonly<Record<string, Mutation>> = {
	'parameters written otherwise': ({ request, message }, dice) =>
		withPairs(request, Object.entries(message), dice),
	'parameters edited': ({ request, message }, dice) =>
		withPairs(request, editPairs(Object.entries(message), dice), dice),
	'all text in the URL': ({ request, signedText }, dice) => ({
		...request,
		url: signedText,
		method: dice.pick('GET', 'POST', 'get'),
		contentType: dice.pick('application/json', 'application/x-www-form-urlencoded', undefined),
		rawBody: dice.pick('', bodyByHash.body, reportByHash.body, '=', '&'),
	}),
	'another body': ({ request }, dice) => ({
		...request,
		method: 'POST',
		contentType: 'application/json',
		rawBody: dice.pick(bodyByHash.body, reportByHash.body),
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
		signatureSettings: dice.pick(
			request.signatureSettings,
			request.signatureSettings,
			undefined,
			SHARED_KEY_SETTINGS,
			'',
		),
	}),
};

const kinds = fc.oneof(
	{ weight: 12, arbitrary: fc.constant(CUT_ANEW) },
	...[...Object.keys(MUTATIONS), CUT_ANEW, STOLEN].map((kind) => ({
		weight: 1,
		arbitrary: fc.constant(kind),
	})),
);

const dice = fc.array(fc.nat(), { minLength: 24, maxLength: 24, size: 'max' });

/** Everything an adversary may do with genuine requests, of which `recutText` cuts the signed text anew. */
export function forgeriesOf<G extends Genuine>(
	genuineOnes: fc.Arbitrary<G>,
	recutText: Mutation,
): fc.Arbitrary<Forgery<G>> {
	return fc.tuple(genuineOnes, kinds, dice).map(([genuine, kind, numbers]) => {
		const chance = new Dice(numbers);
		if (kind === STOLEN) return { kind, genuine: undefined, forged: withStolen(genuine, chance) };
		const mutate = MUTATIONS[kind] ?? recutText;
		return { kind, genuine, forged: mutate(genuine, chance) };
	});
}

/** The same for call messages. */
export const forgeries = forgeriesOf(genuineRequests, recut);

/** Under the signature of another message, or one made with a secret that is not for it. */
function withStolen({ message, request, signedText }: Genuine, dice: Dice): SentRequest {
	const otherMessage = { ...MESSAGE, Sid: OTHER_SID, SequenceNumber: '2' };
	const scheme = dice.pick(BY_AUTH_TOKEN, BY_SHARED_KEY, ...MIXED_UP);
	const ofOther = dice.pick(
		scheme.sign(otherMessage, CALLBACK_URL),
		sign(message, { authToken: SECONDARY_TOKEN }),
	);
	if (!MIXED_UP.includes(scheme)) return { ...request, signature: ofOther };
	const { signatureSettings } = scheme;
	return { ...request, signature: scheme.sign({}, signedText), signatureSettings };
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
