import { RestError } from './restError';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

export interface Page<Item> {
	readonly items: readonly Item[];
	/** The paging members of a list answer as in the OpenAPI example `readFullPage1`. */
	readonly links: {
		readonly end: number;
		readonly first_page_uri: string;
		readonly next_page_uri: string | null;
		readonly page: number;
		readonly page_size: number;
		readonly previous_page_uri: string | null;
		readonly start: number;
		readonly uri: string;
	};
}

/**
 * Cuts one page out of a list and links to its neighbours, keeping `filters` in every link. Pages are numbered, so a
 * call that starts in between moves the rest by one, which Twilio's page tokens prevent. RestError 400 / 20007 for a
 * PageSize above 1000 (https://www.twilio.com/docs/api/errors/20007), 400 / 20001 for other bad numbers (assumed).
 */
export function paginate<Item>(
	list: readonly Item[],
	path: string,
	query: URLSearchParams,
	filters: readonly [string, string][],
): Page<Item> {
	const pageSize = readPageSize(query);
	const page = readInteger(query, 'Page', 0, 0);
	const start = page * pageSize;
	const items = list.slice(start, start + pageSize);
	const uriOf = (number: number) => `${path}?${pageQuery(filters, pageSize, number)}`;
	const links = {
		end: Math.max(start, start + items.length - 1),
		first_page_uri: uriOf(0),
		next_page_uri: list.length > start + pageSize ? uriOf(page + 1) : null,
		page,
		page_size: pageSize,
		previous_page_uri: page > 0 ? uriOf(page - 1) : null,
		start,
		uri: uriOf(page),
	};
	return { items, links };
}

function readPageSize(query: URLSearchParams): number {
	const pageSize = readInteger(query, 'PageSize', DEFAULT_PAGE_SIZE, 1);
	if (pageSize > MAX_PAGE_SIZE) {
		throw new RestError(400, 20007, `Page size must be at most ${MAX_PAGE_SIZE}`);
	}
	return pageSize;
}

function readInteger(
	query: URLSearchParams,
	name: string,
	whenAbsent: number,
	minimum: number,
): number {
	const text = query.get(name);
	if (text === null) return whenAbsent;
	if (!/^\d{1,9}$/.test(text) || Number(text) < minimum) {
		throw new RestError(400, 20001, `${name} is not valid: ${text}`);
	}
	return Number(text);
}

const pageQuery = (
	filters: readonly [string, string][],
	pageSize: number,
	page: number,
): URLSearchParams =>
	new URLSearchParams([...filters, ['PageSize', String(pageSize)], ['Page', String(page)]]);
