import type { IDataObject } from 'n8n-workflow';

import {
	MAX_PAGE_SIZE,
	readList,
	readPage,
} from '../../../../nodes/TwilioCallMessages/twilio/rest/lists';
import { ACCOUNT_SID, failureOf, httpKnowing } from '../../../support/requests';

const CALLS = { path: '/Calls.json', name: 'calls' } as const;
const ACCOUNT = `/2010-04-01/Accounts/${ACCOUNT_SID}`;
const UNEXPECTED = { kind: 'unexpectedAnswer', status: 200 };

const calls = (...sids: string[]): IDataObject[] => sids.map((sid) => ({ sid }));
const get = (path: string, list = 'calls') => ({
	method: 'GET',
	path,
	success: { status: 200, list },
});

describe('a page', () => {
	const PATH = '/Calls.json?Page=1';
	const pageOf = async (answer: IDataObject) =>
		await readPage(httpKnowing({ [PATH]: answer }).http, CALLS, PATH);

	it('of another list is read by the name of that list', async () => {
		const path = '/Conferences/CF1/Participants.json';
		const { http, requests } = httpKnowing({
			[`${path}?Page=1`]: { calls: calls('CA1'), participants: calls('CA2') },
		});
		const list = { path, name: 'participants' } as const;

		expect(await readPage(http, list, `${path}?Page=1`)).toEqual({
			resources: calls('CA2'),
			next: undefined,
		});
		expect(requests).toStrictEqual([get(`${path}?Page=1`, 'participants')]);
	});

	it('holds its resources unchanged, and nothing that is not one', async () => {
		const resource = { sid: 'CA1', subresource_uris: { events: null }, extra: ['a'] };
		const odd = [null, 'CA2', 7, [{ sid: 'CA3' }], true];

		const page = await pageOf({ calls: [...odd, resource, {}] });

		expect(page.resources).toEqual([resource, {}]);
	});

	it.each([[undefined], [null], [{}], ['CA1']])('is empty when its list is %j', async (list) => {
		expect(await pageOf({ calls: list })).toEqual({ resources: [], next: undefined });
	});

	it.each([null, undefined, 7, '', ' '])(
		'is the last one when next_page_uri is %j',
		async (uri) => {
			const page = await pageOf({ calls: calls('CA1'), next_page_uri: uri });

			expect(page).toEqual({ resources: calls('CA1'), next: undefined });
		},
	);

	it.each([
		['of the account', `${ACCOUNT}/Calls.json?PageToken=PA%2F1&Page=1`],
		['at Twilio’s host', `https://api.twilio.com${ACCOUNT}/Calls.json?PageToken=PA%2F1&Page=1`],
		['at the host of a proxy', `//proxy.example.com${ACCOUNT}/Calls.json?PageToken=PA%2F1&Page=1`],
		['behind the path of a proxy', `/twilio/eu${ACCOUNT}/Calls.json?PageToken=PA%2F1&Page=1`],
		[
			'of the account in capitals',
			`/2010-04-01/Accounts/AC${'aF'.repeat(16)}/Calls.json?PageToken=PA%2F1&Page=1`,
		],
	])('has the next one where Twilio says: %s', async (_name, uri) => {
		const page = await pageOf({ calls: [], next_page_uri: uri });

		expect(page.next).toBe('/Calls.json?PageToken=PA%2F1&Page=1');
	});

	it.each([
		['behind a query', `/other?a=${ACCOUNT}/Calls.json?Page=1`],
		['behind a fragment', `/other#${ACCOUNT}/Calls.json?Page=1`],
		['at a host in place of a path', '@evil.example.com/Calls.json?Page=1'],
		['behind a line end', `\n${ACCOUNT}/Calls.json?Page=1`],
		['with a line end behind', `${ACCOUNT}/Calls.json?Page=1\n`],
		['under another version', `/2008-08-01/Accounts/${ACCOUNT_SID}/Calls.json?Page=1`],
		['relative to the account', '/Calls.json?Page=1'],
		['of an account that is not written as one', '/2010-04-01/Accounts/me/Calls.json?Page=1'],
		['of an account cut short', `${ACCOUNT.slice(0, -1)}/Calls.json?Page=1`],
		['of an account with a digit too many', `${ACCOUNT}1/Calls.json?Page=1`],
		[
			'of another resource as an account',
			`/2010-04-01/Accounts/CA${'1'.repeat(32)}/Calls.json?Page=1`,
		],
		['of another list', `${ACCOUNT}/Conferences.json?Page=1`],
		['of a list inside another', `${ACCOUNT}/Queues/QU1/Calls.json?Page=1`],
		['of a call', `${ACCOUNT}/Calls/CA1.json?Page=1`],
		['that climbs out of the list', `${ACCOUNT}/Calls.json/../Messages.json?Page=1`],
		['without a query', `${ACCOUNT}/Calls.json`],
		['without a path', ACCOUNT],
	])('is not followed by a page %s', async (_name, uri) => {
		const failure = await failureOf(pageOf({ calls: calls('CA1'), next_page_uri: uri }));

		expect(failure).toEqual(UNEXPECTED);
	});
});

describe('a list', () => {
	/** Pages of the given calls, each of which names the next one. */
	function httpWithPages(first: string, ...pages: string[][]) {
		const pathOf = (index: number) => (index === 0 ? first : `/Calls.json?Page=${index}`);
		const answers = pages.map((sids, index): [string, IDataObject] => [
			pathOf(index),
			{
				calls: calls(...sids),
				next_page_uri: index + 1 < pages.length ? ACCOUNT + pathOf(index + 1) : null,
			},
		]);
		return httpKnowing(Object.fromEntries(answers));
	}

	it('has pages as large as Twilio makes them', () => {
		expect(MAX_PAGE_SIZE).toBe(1_000);
	});

	it.each<[string, Record<string, string>, string]>([
		['without parameters', {}, ''],
		['with a parameter', { Status: 'ringing' }, 'Status=ringing&'],
		[
			'without the parameters that are empty',
			{ Status: '', From: 'client:alice', To: '' },
			'From=client%3Aalice&',
		],
		[
			'with every character arriving as it is',
			{ From: '+1 500', To: 'a&b=c#d?e/ü%', 'StartTime>': '2026-11-21T14:00:00Z' },
			'From=%2B1+500&To=a%26b%3Dc%23d%3Fe%2F%C3%BC%25&StartTime%3E=2026-11-21T14%3A00%3A00Z&',
		],
		['with a blank, which is not empty', { From: ' ' }, 'From=+&'],
	])('is asked for %s', async (_name, query, written) => {
		const first = `/Calls.json?${written}PageSize=1000`;
		const { http, requests } = httpWithPages(first, ['CA1']);

		expect(await readList(http, CALLS, query)).toEqual(calls('CA1'));
		expect(requests).toStrictEqual([get(first)]);
	});

	it('is read to its end, page by page, when there is no limit', async () => {
		const first = '/Calls.json?Status=ringing&PageSize=1000';
		const { http, requests } = httpWithPages(first, ['CA1', 'CA2'], [], ['CA3']);

		expect(await readList(http, CALLS, { Status: 'ringing' })).toEqual(calls('CA1', 'CA2', 'CA3'));
		expect(requests).toStrictEqual([
			get(first),
			get('/Calls.json?Page=1'),
			get('/Calls.json?Page=2'),
		]);
	});

	it.each([
		[1, ['CA1'], 1],
		[2, ['CA1', 'CA2'], 1],
		[3, ['CA1', 'CA2', 'CA3'], 2],
		[4, ['CA1', 'CA2', 'CA3', 'CA4'], 2],
		[5, ['CA1', 'CA2', 'CA3', 'CA4', 'CA5'], 3],
		[9, ['CA1', 'CA2', 'CA3', 'CA4', 'CA5'], 3],
	])('is read up to its limit of %s and no page further', async (limit, sids, pages) => {
		const { http, requests } = httpWithPages(
			`/Calls.json?PageSize=${limit}`,
			['CA1', 'CA2'],
			['CA3', 'CA4'],
			['CA5'],
		);

		expect(await readList(http, CALLS, {}, limit)).toEqual(calls(...sids));
		expect(requests).toHaveLength(pages);
	});

	it.each([
		[999, 999],
		[1_000, 1_000],
		[1_001, 1_000],
	])('with a limit of %s asks for pages of %s', async (limit, pageSize) => {
		const path = `/Calls.json?PageSize=${pageSize}`;
		const { http, requests } = httpWithPages(path, ['CA1']);
		await readList(http, CALLS, {}, limit);

		expect(requests).toStrictEqual([get(path)]);
	});

	it('holds a resource once that moved to the next page meanwhile, as it was read last', async () => {
		const first = { sid: 'CA1', status: 'ringing' };
		const { http } = httpKnowing({
			'/Calls.json?PageSize=1000': {
				calls: [{ sid: 'CA0' }, first],
				next_page_uri: `${ACCOUNT}/Calls.json?Page=1`,
			},
			'/Calls.json?Page=1': { calls: [{ ...first, status: 'in-progress' }, { sid: 'CA2' }] },
		});

		expect(await readList(http, CALLS, {})).toEqual([
			{ sid: 'CA0' },
			{ sid: 'CA1', status: 'in-progress' },
			{ sid: 'CA2' },
		]);
	});

	it('holds participants, who have no SID but that of their call', async () => {
		const list = { path: '/Conferences/CF1/Participants.json', name: 'participants' } as const;
		const participants = [{ call_sid: 'CA1' }, { call_sid: 'CA2' }, { call_sid: 'CA1' }];
		const { http } = httpKnowing({ [`${list.path}?PageSize=1000`]: { participants } });

		expect(await readList(http, list, {})).toEqual([{ call_sid: 'CA1' }, { call_sid: 'CA2' }]);
	});

	it.each([
		['itself', ['/Calls.json?Page=1']],
		['one another', ['/Calls.json?Page=1', '/Calls.json?Page=2']],
		['one another in a circle', ['/Calls.json?Page=1', '/Calls.json?Page=2', '/Calls.json?Page=3']],
	])('whose pages name %s is none', async (_name, circle) => {
		const pages = ['/Calls.json?PageSize=1000', ...circle];
		const nextOf = (index: number) => ACCOUNT + (circle[index] ?? circle[0] ?? '');
		const answers = pages.map((path, index) => [
			path,
			{ calls: calls(`CA${index}`), next_page_uri: nextOf(index) },
		]);
		const { http, requests } = httpKnowing(Object.fromEntries(answers));

		expect(await failureOf(readList(http, CALLS, {}))).toEqual(UNEXPECTED);
		expect(requests).toHaveLength(pages.length);
	});

	it('that goes on and on without a call is none', async () => {
		let page = 0;
		const http = async () => ({ calls: [], next_page_uri: `${ACCOUNT}/Calls.json?Page=${++page}` });

		expect(await failureOf(readList(http, CALLS, {}))).toEqual(UNEXPECTED);
		expect(page).toBe(11);
	});

	it('may have some pages without a call', async () => {
		const empty = Array.from({ length: 10 }, () => []);
		const { http } = httpWithPages('/Calls.json?PageSize=1000', ['CA1'], ...empty, ['CA2']);

		expect(await readList(http, CALLS, {})).toEqual(calls('CA1', 'CA2'));
	});

	it('was only read: a failure says nothing of what may have been done', async () => {
		const { http } = httpKnowing({
			'/Calls.json?PageSize=1000': { calls: [], next_page_uri: '/Messages.json' },
		});

		await expect(readList(http, CALLS, {})).rejects.toMatchObject({
			attempts: 1,
			mayBeDone: false,
		});
	});

	it('fails, rather than end early, when a later page leads elsewhere', async () => {
		const { http } = httpKnowing({
			'/Calls.json?PageSize=1000': {
				calls: calls('CA1'),
				next_page_uri: `${ACCOUNT}/Calls.json?Page=1`,
			},
			'/Calls.json?Page=1': {
				calls: calls('CA2'),
				next_page_uri: `${ACCOUNT}/Messages.json?Page=2`,
			},
		});

		expect(await failureOf(readList(http, CALLS, {}))).toEqual(UNEXPECTED);
	});

	it('rejects as the request does', async () => {
		const error = new Error('refused');

		await expect(readList(async () => await Promise.reject(error), CALLS, {})).rejects.toBe(error);
	});
});
