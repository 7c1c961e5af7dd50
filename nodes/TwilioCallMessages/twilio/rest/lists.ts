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
export async function readFirstPage(
	http: TwilioHttp,
	list: List,
	query: Readonly<Record<string, string>>,
): Promise<Page> {
	const parameters = Object.entries(query).filter(([, value]) => value !== '');
	return await readPage(http, list, `${list.path}?${new URLSearchParams(parameters)}`);
}

/**
 * The page at `path`: the `next` of the page before it. Only the path of Twilio's `next_page_uri` is used, and only
 * when it is another page of the same list, so that paging neither leaves for another host nor goes round in circles.
 */
export async function readPage(http: TwilioHttp, list: List, path: string): Promise<Page> {
	const page = await http({ method: 'GET', path, success: { status: 200, list: list.name } });
	const resources = page[list.name];
	const nextPageUri = page['next_page_uri'];
	return {
		resources: Array.isArray(resources) ? resources.filter(isResource) : [],
		next: typeof nextPageUri === 'string' ? pathBehind(path, list, nextPageUri) : undefined,
	};
}

/** A list from its newest resource on, at most `limit` of them. */
export async function readList(
	http: TwilioHttp,
	list: List,
	query: Readonly<Record<string, string>>,
	limit = Infinity,
): Promise<IDataObject[]> {
	const pageSize = String(Math.min(limit, MAX_PAGE_SIZE));
	let page = await readFirstPage(http, list, { ...query, PageSize: pageSize });
	const resources = page.resources;
	while (page.next !== undefined && resources.length < limit) {
		page = await readPage(http, list, page.next);
		resources.push(...page.resources);
	}
	return resources.slice(0, limit);
}

function pathBehind(current: string, list: List, nextPageUri: string): string {
	const [, path] = /^\/2010-04-01\/Accounts\/AC[0-9a-fA-F]{32}(\/.*)$/.exec(nextPageUri) ?? [];
	if (path?.startsWith(`${list.path}?`) && path !== current) return path;
	throw new TwilioRequestError({ kind: 'unexpectedAnswer', status: 200 });
}

function isResource(value: unknown): value is IDataObject {
	return isRecord(value);
}
