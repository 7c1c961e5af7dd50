import { Refusal } from '../../refusal';
import { pageFrom, readPageToken, type Listed } from './pageToken';
import { badRequest } from './restError';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

/** The parameters of every list. */
export const PAGING_PARAMETERS = ['PageSize', 'Page', 'PageToken'];

export interface Listing<Item> extends Listed<Item> {
	readonly path: string;
	/** Kept in every link. */
	readonly parameters: readonly [string, string][];
}

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
 * Cuts one page out of a list and links to its neighbours. A later page is found by its token; the number is for the
 * client alone (`pageNumber` in Twilio's SDK), so that a later one without a token is refused. Refusal 400 / 20007
 * for a PageSize above 1000 (https://www.twilio.com/docs/api/errors/20007), 400 / 20001 for other bad values (assumed).
 */
export function paginate<Item extends { readonly sid: string }>(
	listing: Listing<Item>,
	query: URLSearchParams,
): Page<Item> {
	const pageSize = readPageSize(query);
	const token = query.get('PageToken');
	const page = readInteger(query, 'Page', 0, 0);
	if (page > 0 && token === null) throw badRequest(`Page ${page} has to come with its PageToken`);
	const { items, next, previous } = pageFrom(listing, readPageToken(token, listing.all), pageSize);
	const uriOf = (number: number, pageToken: string | null) =>
		`${listing.path}?${pageQuery(listing.parameters, pageSize, number, pageToken)}`;
	const start = page * pageSize;
	const links = {
		end: Math.max(start, start + items.length - 1),
		first_page_uri: uriOf(0, null),
		next_page_uri: next && uriOf(page + 1, next),
		page,
		page_size: pageSize,
		previous_page_uri: previous && uriOf(Math.max(0, page - 1), previous),
		start,
		uri: uriOf(page, token),
	};
	return { items, links };
}

function readPageSize(query: URLSearchParams): number {
	const pageSize = readInteger(query, 'PageSize', DEFAULT_PAGE_SIZE, 1);
	if (pageSize > MAX_PAGE_SIZE) {
		throw new Refusal(400, `Page size must be at most ${MAX_PAGE_SIZE}`, 20007);
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
		throw badRequest(`${name} is not valid: ${text}`);
	}
	return Number(text);
}

function pageQuery(
	parameters: readonly [string, string][],
	pageSize: number,
	page: number,
	token: string | null,
): URLSearchParams {
	const query = new URLSearchParams([...parameters]);
	query.append('PageSize', String(pageSize));
	query.append('Page', String(page));
	if (token !== null) query.append('PageToken', token);
	return query;
}
