import type { Dice } from './dice';
import type { Genuine } from './genuine';
import { withPairs, type Pair } from './recut';
import { AIMS, endOfValue, placesOfNames } from './reportNames';
import type { SentRequest } from './schemes';

/** Where a parameter begins in a text, and where its name ends. */
type Cut = readonly [start: number, split: number];

/**
 * Cuts the signed text of a report anew, so that it sorts as it stands in the text and the signature stays right: the
 * cuts that Twilio made with some of them moved, or such that names of a certain kind of report come in their order.
 */
export function recutReport(genuine: Genuine, dice: Dice): SentRequest {
	const { signedText, request, message } = genuine;
	const urlEnd = endOfUrl(genuine, dice);
	const text = signedText.slice(urlEnd);
	const isJoined = urlEnd === request.url.length && text !== '';
	const cuts =
		isJoined && dice.chance(50) ? moved(genuineCuts(message), text, dice) : aimed(text, dice);
	return { ...withPairs(request, pairsOf(cuts, text), dice), url: signedText.slice(0, urlEnd) };
}

/** Never in the path: with another one, the request would not have come here. */
function endOfUrl({ signedText, request }: Genuine, dice: Dice): number {
	const isAllInUrl = request.url === signedText;
	if (!isAllInUrl && dice.chance(85)) return request.url.length;
	const pathEnd = request.url.search(/\?|$/);
	if (dice.chance(30)) return pathEnd + dice.below(signedText.length - pathEnd);
	const places = placesOfNames(signedText).filter(({ place }) => place > pathEnd);
	const firsts = places.filter(({ name }) => name === 'AccountSid');
	const chosen = dice.pick(firsts, places);
	return chosen[dice.below(chosen.length)]?.place ?? request.url.length;
}

function genuineCuts(message: Genuine['message']): Cut[] {
	let end = 0;
	return Object.keys(message)
		.sort()
		.map((name): Cut => {
			const start = end;
			end = start + name.length + (message[name] ?? '').length;
			return [start, start + name.length];
		});
}

function moved(cuts: Cut[], text: string, dice: Dice): Cut[] {
	const times = dice.pick(1, 1, 2, 3, 5);
	return Array.from({ length: times }).reduce<Cut[]>((some) => move(some, text, dice), cuts);
}

function move(cuts: Cut[], text: string, dice: Dice): Cut[] {
	const index = dice.below(cuts.length);
	const [start, split] = cuts[index] ?? [0, 0];
	const others = cuts.filter((_cut, at) => at !== index);
	const step = 1 + dice.below(dice.pick(2, 8, 40));
	const places = placesOfNames(text);
	const found = places[dice.below(places.length)];
	const moves: ReadonlyArray<() => Cut[]> = [
		() => others,
		() => [...others, [start, split + step]],
		() => [...others, [start, split - step]],
		() => [
			...others.filter(([other]) => other < start - step || other > start),
			[start - step, split],
		],
		() => (found ? [...cuts, [found.place, found.place + found.name.length]] : cuts),
	];
	return moves[dice.below(moves.length)]?.() ?? cuts;
}

/** Cuts at the names of one kind of report, wherever they are said, and in between so that the rest is parked. */
function aimed(text: string, dice: Dice): Cut[] {
	const all = placesOfNames(text);
	const chosen: Array<{ readonly name: string; readonly place: number }> = [];
	let from = 0;
	const isFirstBest = dice.chance(50);
	for (const name of dice.pick(...AIMS)) {
		const places = all.filter((one) => one.name === name && one.place >= from);
		const place = places[isFirstBest && dice.chance(90) ? 0 : dice.below(places.length)]?.place;
		if (place === undefined) continue;
		chosen.push({ name, place });
		from = place + name.length;
	}
	const gaps = [{ name: '', place: 0 }, ...chosen];
	return gaps.flatMap(({ name, place }, index) => {
		const next = gaps[index + 1];
		const own: Cut[] = name === '' ? [] : [[place, place + name.length]];
		const within = all.filter(
			(one) => one.place >= place + name.length && one.place < (next?.place ?? text.length),
		);
		return [...own, ...parked(text, { name, place }, next, within, dice)];
	});
}

type Place = { readonly name: string; readonly place: number };

/** Cuts between two names, at names that are in order or that other letters bring into order. */
function parked(
	text: string,
	named: Place,
	next: Place | undefined,
	within: readonly Place[],
	dice: Dice,
): Cut[] {
	let last = named.name;
	let end = named.place + named.name.length;
	const gapEnd = next?.place ?? text.length;
	const cuts: Cut[] = [];
	const add = ([start, split]: Cut) => {
		const name = text.slice(start, split);
		if (start < end || split > gapEnd || name <= last || (next && name >= next.name)) return false;
		cuts.push([start, split]);
		[last, end] = [name, split];
		return true;
	};

	const valueEnd = endOfValue(named.name, text, end);
	const isNameThere = within.some(({ place }) => place === valueEnd);
	if (valueEnd < gapEnd && !isNameThere && dice.chance(50)) {
		add([valueEnd, valueEnd + 1 + dice.below(12)]);
	}
	for (const { name, place } of within) {
		const split = place + name.length;
		if (dice.chance(80) && add([place, split])) continue;
		const before = /[a-z]*$/i.exec(text.slice(Math.max(end, place - 24), place))?.[0].length ?? 0;
		const behind = /^[a-z]*/i.exec(text.slice(split, split + 12))?.[0].length ?? 0;
		for (let tries = 0; tries < 3; tries += 1) {
			const longer = dice.pick(0, dice.below(behind + 1));
			if (add([place - dice.below(before + 1), split + longer])) break;
		}
	}
	return cuts;
}

/** Text that would sort elsewhere stays where it is, in the value before. */
function pairsOf(cuts: readonly Cut[], text: string): Pair[] {
	const ordered = [...cuts].sort(([a], [b]) => a - b).filter(([start]) => start >= 0);
	const kept: Cut[] = [];
	for (const [index, [start, split]] of ordered.entries()) {
		const begin = index === 0 ? 0 : start;
		const [lastStart = 0, lastSplit = 0] = kept.at(-1) ?? [];
		const name = text.slice(begin, split);
		if (name !== '' && begin >= lastSplit && name > text.slice(lastStart, lastSplit)) {
			kept.push([begin, split]);
		}
	}
	return kept.map(([start, split], index) => [
		text.slice(start, split),
		text.slice(split, kept[index + 1]?.[0]),
	]);
}
