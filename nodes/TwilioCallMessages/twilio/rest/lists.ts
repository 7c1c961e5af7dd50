import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../json';
import { TwilioRequestError } from './failure';
import type { TwilioHttp } from './request';

/** A list of Twilio. `path` is relative to the account; `name` is the member of the answer that holds the resources. */
export interface List {
	readonly path: string;
	readonly name: 'calls' | 'conferences' | 'participants';
}

/** One page: its resources, and where the next page is. */
export interface Page {
	readonly resources: IDataObject[];
	readonly next: string | undefined;
}

/** Twilio's largest page. Source: https://www.twilio.com/docs/usage/twilios-response#response-formats-list-paging-information */
export const MAX_PAGE_SIZE = 1000;

/** The first page of a list; empty parameters are left out. */
async function readFirstPage(
	http: TwilioHttp,
	list: List,
	query: Readonly<Record<string, string>>,
): Promise<Page> {
	const parameters = Object.entries(query).filter(([, value]) => value !== '');
	return await readPage(http, list, `${list.path}?${new URLSearchParams(parameters)}`);
}

/**
 * The page at `path`: the `next` of the page before it. Only the path of Twilio's `next_page_uri` is used, and only
 * when it is a page of the same list, so that paging does not leave for another host.
 */
export async function readPage(http: TwilioHttp, list: List, path: string): Promise<Page> {
	const page = await http({ method: 'GET', path, success: { status: 200, list: list.name } });
	const resources = page[list.name];
	const nextPageUri = page['next_page_uri'];
	return {
		resources: Array.isArray(resources) ? resources.filter(isResource) : [],
		next:
			typeof nextPageUri === 'string' && nextPageUri.trim() !== ''
				? pathIn(list, nextPageUri)
				: undefined,
	};
}

/** Pages in a row that may bring nothing new. */
const MOST_IDLE_PAGES = 10;

/**
 * A list from its newest resource on, at most `limit` of them, each once: one that moved to another page while the list
 * was read is on both. A list that goes round in circles, or on and on without a resource, is no list of Twilio's.
 */
export async function readList(
	http: TwilioHttp,
	list: List,
	query: Readonly<Record<string, string>>,
	limit = Infinity,
): Promise<IDataObject[]> {
	const pageSize = String(Math.min(limit, MAX_PAGE_SIZE));
	const resources = new Map<unknown, IDataObject>();
	const visited = new Set<string>();
	let page = await readFirstPage(http, list, { ...query, PageSize: pageSize });
	for (let idlePages = 0; ; page = await readPage(http, list, page.next)) {
		const known = resources.size;
		for (const resource of page.resources) resources.set(identityOf(resource), resource);
		if (page.next === undefined || resources.size >= limit) break;

		idlePages = resources.size > known ? 0 : idlePages + 1;
		if (visited.has(page.next) || idlePages > MOST_IDLE_PAGES) throw noListOfTwilio();
		visited.add(page.next);
	}
	return [...resources.values()].slice(0, limit);
}

/** A participant has no SID of its own. */
const identityOf = (resource: IDataObject): unknown =>
	resource['sid'] ?? resource['call_sid'] ?? resource;

// A proxy in front of the API may have put a host or a path before Twilio's.
function pathIn(list: List, nextPageUri: string): string {
	const [, path] =
		/^[^?#\s]*\/2010-04-01\/Accounts\/AC[0-9a-fA-F]{32}(\/.*)$/.exec(nextPageUri) ?? [];
	if (path?.startsWith(`${list.path}?`)) return path;
	throw noListOfTwilio();
}

/** It was only read, so nothing can have been carried out. */
const noListOfTwilio = () =>
	new TwilioRequestError({ kind: 'unexpectedAnswer', status: 200 }, 1, false);

function isResource(value: unknown): value is IDataObject {
	return isRecord(value);
}
