import { PAGING_PARAMETERS } from './paging';
import type { Parameters } from './parameters';
import { badRequest } from './restError';

/** Made from the wanted value; tells which items have it. Refusal 400 / 20001 for a value that makes no sense. */
export type Filter<Item> = (wanted: string) => (item: Item) => boolean;

/** By name of parameter. */
export type Filters<Item> = ReadonlyMap<string, Filter<Item>>;

type NamedFilter<Item> = [string, Filter<Item>];

/** Tells which items match every filter in the query, which has paging parameters too. */
export function matcherOf<Item>(
	filters: Filters<Item>,
	query: URLSearchParams,
): (item: Item) => boolean {
	const tests = [...query].flatMap(([name, wanted]) => filters.get(name)?.(wanted) ?? []);
	return (item) => tests.every((test) => test(item));
}

/** The parameters of a list with these filters. */
export function listParameters<Item>(filters: Filters<Item>): Parameters {
	return { query: [...filters.keys(), ...PAGING_PARAMETERS] };
}

/** The filter parameters of a query, in its order, to be repeated in page links. */
export function filterParameters<Item>(
	filters: Filters<Item>,
	query: URLSearchParams,
): [string, string][] {
	return [...query].filter(([name]) => filters.has(name));
}

export function textFilter<Item>(
	name: string,
	textOf: (item: Item) => string | null,
): NamedFilter<Item> {
	return [name, (wanted) => (item) => textOf(item) === wanted];
}

/** 400 / 20001 for anything but true and false is assumed. */
export function booleanFilter<Item>(
	name: string,
	isSet: (item: Item) => boolean,
): NamedFilter<Item> {
	return [
		name,
		(wanted) => {
			if (wanted !== 'true' && wanted !== 'false') throw badRequest(`Not true or false: ${wanted}`);
			return (item) => isSet(item) === (wanted === 'true');
		},
	];
}

/** `StartTime<` and its like are names of parameters; their comparison includes the bound. */
export function dateFilters<Item>(
	name: string,
	dateOf: (item: Item) => Date | null,
	parse: (text: string) => Date = parseDate,
): NamedFilter<Item>[] {
	const filter =
		(isWanted: (date: Date, wanted: Date) => boolean): Filter<Item> =>
		(text) => {
			const wanted = parse(text);
			return (item) => {
				const date = dateOf(item);
				return date !== null && isWanted(date, wanted);
			};
		};
	return [
		[name, filter(isSameDay)],
		[`${name}<`, filter((date, wanted) => date <= wanted)],
		[`${name}>`, filter((date, wanted) => date >= wanted)],
	];
}

/** Midnight UTC of `YYYY-MM-DD`. Refusal 400 / 20001 for any other form. */
export function parseDay(text: string): Date {
	if (!/^\d{4}-\d\d-\d\d$/.test(text))
		throw badRequest(`Not a date of the form YYYY-MM-DD: ${text}`);
	return parseDate(text);
}

function parseDate(text: string): Date {
	const date = new Date(text);
	if (!isValid(date) || !isInCalendar(text)) throw badRequest(`Not a date: ${text}`);
	return date;
}

/** Of the 31st of February JavaScript makes the third of March. */
function isInCalendar(text: string): boolean {
	const [day] = /^\d{4}-\d\d-\d\d/.exec(text) ?? [];
	if (day === undefined) return true;
	const date = new Date(day);
	return isValid(date) && date.toISOString().startsWith(day);
}

const isValid = (date: Date): boolean => !Number.isNaN(date.getTime());

const isSameDay = (one: Date, other: Date): boolean =>
	one.toISOString().slice(0, 10) === other.toISOString().slice(0, 10);
