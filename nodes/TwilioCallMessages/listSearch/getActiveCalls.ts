import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { connect } from '../descriptions/connection';
import { readUsableCredential } from '../descriptions/credential';
import { ACTIVE_STATUSES, callLegOf } from '../twilio/callLeg';
import { parseJson } from '../twilio/json';
import { CALLS, newestFirst } from '../twilio/rest/calls';
import { explain } from '../twilio/rest/errors';
import { TwilioRequestError } from '../twilio/rest/failure';
import { readPage, type Page } from '../twilio/rest/lists';
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
	const credential = await readUsableCredential(context);
	const http = connect(context, credential, REQUEST);
	const paths =
		pathsIn(paginationToken) ?? firstPaths(filter === '' ? PAGE_SIZE : SEARCH_PAGE_SIZE);
	const { resources, next } = await searchPages(http, paths, filter).catch((error: unknown) => {
		throw listError(context, error);
	});
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

function listError(context: ILoadOptionsFunctions, error: unknown): unknown {
	if (!(error instanceof TwilioRequestError)) return error;
	return new NodeApiError(context.getNode(), {}, { ...explain(error.failure) });
}
