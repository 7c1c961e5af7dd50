import type { Dice } from './dice';
import type { Genuine } from './genuine';
import type { SentRequest } from './schemes';

export type Pair = readonly [name: string, value: string];

const NAME_STARTS =
	/(?=AccountSid|CallSid|Content|SequenceNumber|(?<!Account|Call)Sid|Timestamp|Zz)/g;
const KNOWN_NAME =
	/^(?:AccountSid|CallSid|ContentType|ContentA|Content|SequenceNumber|Sid|Timestamp|Zz)/;

/**
 * Cuts the signed text anew: where a name begins that the adversary planted or Twilio wrote, and elsewhere. The
 * parameters sort as they stand in the text, so that the signature stays right.
 */
export function recut(genuine: Genuine, dice: Dice): SentRequest {
	const { signedText, request } = genuine;
	const nameStarts = [...signedText.matchAll(NAME_STARTS)].map(({ index }) => index);
	const urlEnd = endOfUrl(genuine, nameStarts, dice);
	const cuts = dice.chance(60)
		? cutsAroundAPark(nameStarts, dice)
		: nameStarts.filter(() => dice.chance(dice.pick(60, 90, 100)));
	const strayCuts = dice.chance(20) ? [dice.below(signedText.length)] : [];
	const ordered = [...new Set([urlEnd, ...cuts, ...strayCuts])].sort((a, b) => a - b);
	const pairs = pairsBetween(
		ordered.filter((cut) => cut >= urlEnd),
		signedText,
		dice,
	);
	return { ...withPairs(request, pairs, dice), url: signedText.slice(0, urlEnd) };
}

/** Sends parameters as a form or as JSON, in one of the many ways to write them. */
export function withPairs(request: SentRequest, pairs: readonly Pair[], dice: Dice): SentRequest {
	const ordered = dice.chance(50) ? pairs : dice.shuffle(pairs);
	const method = dice.pick('POST', 'POST', 'post', 'PUT');
	if (dice.chance(30)) {
		const members = ordered.map((pair) => pair.map((text) => JSON.stringify(text)).join(':'));
		const contentType = dice.pick('application/json', 'Application/JSON; charset=utf-8');
		return { ...request, method, contentType, rawBody: `{${members.join(',')}}` };
	}
	const encode = dice.pick((text: string) => encodeURIComponent(text), encodePlus, encodeBytes);
	const rawBody = ordered.map((pair) => pair.map(wellFormed).map(encode).join('=')).join('&');
	const contentType = dice.pick(
		'application/x-www-form-urlencoded',
		'APPLICATION/x-www-form-urlencoded ;charset=UTF-8',
	);
	return { ...request, method, contentType, rawBody };
}

function endOfUrl(
	{ request, signedText }: Genuine,
	nameStarts: readonly number[],
	dice: Dice,
): number {
	const { url } = request;
	if (dice.chance(60)) return Math.min(url.length, signedText.length);
	if (dice.chance(70)) return nameStarts[dice.below(nameStarts.length)] ?? url.length;
	const pathStart = url.indexOf('/', 'https://'.length);
	return pathStart + dice.below(signedText.length - pathStart);
}

/** Every name but those in one stretch of text, which has to find a place in the parameter before it. */
function cutsAroundAPark(nameStarts: readonly number[], dice: Dice): number[] {
	const from = dice.pick(0, dice.below(nameStarts.length));
	const to = dice.below(nameStarts.length);
	return nameStarts.filter((_start, index) => index <= from || index >= to);
}

function pairsBetween(cuts: readonly number[], text: string, dice: Dice): Pair[] {
	const pairs: Pair[] = [];
	for (const [index, start] of cuts.entries()) {
		const [name, value] = split(text.slice(start, cuts[index + 1]), dice);
		const previous = pairs.pop();
		if (previous === undefined) pairs.push([name, value]);
		else if (previous[0] < name) pairs.push(previous, [name, value]);
		// Twilio sorts by name: text that would sort elsewhere has to stay where it is, in the value before.
		else pairs.push([previous[0], previous[1] + name + value]);
	}
	return pairs;
}

function split(text: string, dice: Dice): Pair {
	const known = KNOWN_NAME.exec(text)?.[0].length;
	// Longer than a SID with its name: it swallowed other names, so any beginning of its own may do for a name.
	const isPark = text.length > 50 && dice.chance(50);
	const length =
		known !== undefined && !isPark && !dice.chance(1)
			? known
			: dice.pick(1, 1 + dice.below(12), 1 + dice.below(text.length), text.length);
	return [text.slice(0, length), text.slice(length)];
}

// Half an emoji has no bytes of its own; only JSON can carry it.
function wellFormed(text: string): string {
	return Buffer.from(text).toString();
}

function encodePlus(text: string): string {
	return encodeURIComponent(text).replaceAll('%20', '+').replaceAll('%2F', '/');
}

function encodeBytes(text: string): string {
	return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}
