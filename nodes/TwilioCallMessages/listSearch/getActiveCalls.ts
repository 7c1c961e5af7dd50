import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { connect } from '../n8n/connection';
import { readUsableCredential } from '../n8n/credential';
import { nodeError } from '../n8n/nodeError';
import { ACTIVE_STATUSES, callLegOf } from '../twilio/callLeg';
import { parseJson } from '../twilio/json';
import { CALLS, newestFirst } from '../twilio/rest/calls';
import { readPage, type Page } from '../twilio/rest/lists';
import { attempt } from '../twilio/rest/problem';
import type { TwilioHttp } from '../twilio/rest/request';
import { describeCall, isLike } from './describeCall';

/** The editor waits for the list. */
const REQUEST = { timeoutMs: 10_000, maxRetries: 1 } as const;

const PAGE_SIZE = 50;
/** Twilio finds whole numbers and names only, so a search reads the calls themselves: pages of 1,000, this many at most. */
const SEARCH_PAGE_SIZE = 1_000;
const MOST_SEARCH_ROUNDS = 10;

/** The active calls for the picker, newest first within a page. A token names the pages to read next. */
export async function getActiveCalls(
	context: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: unknown,
): Promise<INodeListSearchResult> {
	const paths =
		pathsIn(paginationToken) ?? firstPaths(filter === '' ? PAGE_SIZE : SEARCH_PAGE_SIZE);
	const found = await attempt(async () => {
		const http = connect(context, await readUsableCredential(context), REQUEST);
		return await searchPages(http, paths, filter);
	});
	if (!found.ok) throw nodeError(context.getNode(), found.problem);

	const { resources, next } = found.value;
	return {
		results: newestFirst(resources).map((call) => {
			const leg = callLegOf(call);
			return { name: describeCall(leg, context.getTimezone()), value: leg.sid };
		}),
		...(next.length > 0 && { paginationToken: JSON.stringify(next) }),
	};
}

function firstPaths(pageSize: number): string[] {
	return ACTIVE_STATUSES.map(
		(status) =>
			`${CALLS.path}?${new URLSearchParams({ Status: status, PageSize: String(pageSize) })}`,
	);
}

function pathsIn(token: unknown): string[] | undefined {
	const paths = typeof token === 'string' ? parseJson(token) : undefined;
	if (!Array.isArray(paths)) return undefined;
	return paths.filter(
		(path): path is string => typeof path === 'string' && path.startsWith(`${CALLS.path}?`),
	);
}

async function searchPages(http: TwilioHttp, paths: readonly string[], filter: string) {
	let next = paths;
	for (let round = 1; ; round++) {
		const pages: Page[] = [];
		for (const path of next) pages.push(await readPage(http, CALLS, path));
		const resources = pages
			.flatMap((page) => page.resources)
			.filter((call) => isLike(callLegOf(call), filter));
		next = pages.flatMap((page) => page.next ?? []);
		const isEnough = resources.length > 0 || next.length === 0 || round === MOST_SEARCH_ROUNDS;
		if (isEnough) return { resources, next };
	}
}
