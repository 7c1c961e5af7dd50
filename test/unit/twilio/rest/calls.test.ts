import type { IDataObject } from 'n8n-workflow';

import {
	CALLS,
	fetchCall,
	listCalls,
	newestFirst,
	type CallFilters,
} from '../../../../nodes/TwilioCallMessages/twilio/rest/calls';
import { ACCOUNT_SID, httpKnowing } from '../../../support/requests';

const CALL_SID = `CA${'2'.repeat(32)}`;
const REFUSED = new Error('refused');
const refuse = async () => await Promise.reject(REFUSED);

const getList = (path: string) => ({
	method: 'GET',
	path,
	success: { status: 200, list: 'calls' },
});

/** A call created this many seconds after 14:00. */
const call = (sid: string, second: number): IDataObject => ({
	sid,
	date_created: `Sat, 21 Nov 2026 14:00:${String(second).padStart(2, '0')} +0000`,
});
const sidsOf = (calls: readonly IDataObject[]) => calls.map(({ sid }) => sid);

describe('fetchCall', () => {
	it('gets the call, and resolves with it', async () => {
		const resource = { sid: CALL_SID, status: 'ringing' };
		const { http, requests } = httpKnowing({ [`/Calls/${CALL_SID}.json`]: resource });

		expect(await fetchCall(http, CALL_SID)).toBe(resource);
		expect(requests).toStrictEqual([
			{ method: 'GET', path: `/Calls/${CALL_SID}.json`, success: { status: 200, sid: 'CA' } },
		]);
	});

	it('rejects as the request does', async () => {
		await expect(fetchCall(refuse, CALL_SID)).rejects.toBe(REFUSED);
	});
});

describe('listCalls', () => {
	it('knows where the list is', () => {
		expect(CALLS).toEqual({ path: '/Calls.json', name: 'calls' });
	});

	it.each<[string, CallFilters, string]>([
		['any call', {}, 'PageSize=50'],
		['any call, with filters left empty', { status: '', from: '', to: '' }, 'PageSize=50'],
		['one status', { status: 'no-answer' }, 'Status=no-answer&PageSize=50'],
		['child calls', { parentCallSid: CALL_SID }, `ParentCallSid=${CALL_SID}&PageSize=50`],
		['parties', { from: '+1500', to: 'client:b' }, 'From=%2B1500&To=client%3Ab&PageSize=50'],
		[
			'times',
			{ startedAfter: '2026-11-21T14:00:00Z', startedBefore: '2026-11-21T15:00:00Z' },
			'StartTime%3E=2026-11-21T14%3A00%3A00Z&StartTime%3C=2026-11-21T15%3A00%3A00Z&PageSize=50',
		],
	])('asks once for %s, and keeps the order of Twilio', async (_name, filters, query) => {
		const path = `/Calls.json?${query}`;
		const calls = [call('CA1', 1), call('CA3', 3), call('CA2', 2)];
		const { http, requests } = httpKnowing({ [path]: { calls } });

		expect(await listCalls(http, filters, 50)).toEqual(calls);
		expect(requests).toStrictEqual([getList(path)]);
	});

	it('reads all of them when there is no limit', async () => {
		const { http, requests } = httpKnowing({
			'/Calls.json?PageSize=1000': {
				calls: [call('CA2', 2)],
				next_page_uri: `/2010-04-01/Accounts/${ACCOUNT_SID}/Calls.json?Page=1`,
			},
			'/Calls.json?Page=1': { calls: [call('CA1', 1)] },
		});

		expect(sidsOf(await listCalls(http, {}))).toEqual(['CA2', 'CA1']);
		expect(requests).toHaveLength(2);
	});

	it('rejects as the request does', async () => {
		await expect(listCalls(refuse, {})).rejects.toBe(REFUSED);
	});
});

describe('listCalls of active calls', () => {
	const RINGING = '/Calls.json?Status=ringing&From=client%3Aalice&PageSize=3';
	const IN_PROGRESS = '/Calls.json?Status=in-progress&From=client%3Aalice&PageSize=3';
	const FILTERS = { status: 'active', from: 'client:alice' };

	it('asks for those that ring and those in progress, with the other filters on both', async () => {
		const { http, requests } = httpKnowing({
			[RINGING]: { calls: [] },
			[IN_PROGRESS]: { calls: [] },
		});

		expect(await listCalls(http, FILTERS, 3)).toEqual([]);
		expect(requests).toStrictEqual([getList(RINGING), getList(IN_PROGRESS)]);
	});

	it('puts both lists in one, newest first', async () => {
		const { http } = httpKnowing({
			[RINGING]: { calls: [call('CA4', 4), call('CA1', 1)] },
			[IN_PROGRESS]: { calls: [call('CA3', 3)] },
		});

		expect(await listCalls(http, FILTERS, 3)).toEqual([
			call('CA4', 4),
			call('CA3', 3),
			call('CA1', 1),
		]);
	});

	it('keeps the newest of both when there are more than the limit', async () => {
		const { http } = httpKnowing({
			[RINGING]: { calls: [call('CA5', 5), call('CA2', 2), call('CA1', 1)] },
			[IN_PROGRESS]: { calls: [call('CA6', 6), call('CA4', 4), call('CA3', 3)] },
		});

		expect(sidsOf(await listCalls(http, FILTERS, 3))).toEqual(['CA6', 'CA5', 'CA4']);
	});

	it.each(['ringing', 'in-progress'])('rejects when one list does: %s', async (status) => {
		const http = async ({ path }: { path: string }) =>
			path.includes(`Status=${status}&`) ? await refuse() : { calls: [call('CA1', 1)] };

		await expect(listCalls(http, FILTERS)).rejects.toBe(REFUSED);
	});
});

describe('newestFirst', () => {
	it('goes by the time, not by the text', () => {
		const calls = [
			{ sid: 'CA1', date_created: 'Fri, 20 Nov 2026 14:00:00 +0000' },
			{ sid: 'CA4', date_created: 'Mon, 21 Dec 2026 14:00:00 +0000' },
			{ sid: 'CA3', date_created: 'Sat, 21 Nov 2026 14:00:00 +0000' },
			{ sid: 'CA2', date_created: 'Sat, 21 Nov 2026 14:30:00 +0100' },
		];

		expect(sidsOf(newestFirst(calls))).toEqual(['CA4', 'CA3', 'CA2', 'CA1']);
	});

	it('leaves calls of the same second in the order given', () => {
		const calls = [call('CA2', 1), call('CA1', 1), call('CA3', 1), call('CA4', 2)];

		expect(sidsOf(newestFirst(calls))).toEqual(['CA4', 'CA2', 'CA1', 'CA3']);
	});

	it.each([undefined, null, '', 'soon'])(
		'puts a call without a date behind the others (date_created: %j)',
		(date_created) => {
			const calls = [{ sid: 'CA9', date_created }, call('CA1', 1), call('CA2', 2)];

			expect(sidsOf(newestFirst(calls))).toEqual(['CA2', 'CA1', 'CA9']);
		},
	);

	it('has a call that was answered between two lists once, as it was read last', () => {
		const before = { ...call('CA1', 1), status: 'ringing' };
		const after = { ...call('CA1', 1), status: 'in-progress' };

		expect(newestFirst([before, call('CA2', 2), after])).toStrictEqual([call('CA2', 2), after]);
	});

	it('leaves the given list as it is', () => {
		const calls = [call('CA1', 1), call('CA2', 2)];
		newestFirst(calls);

		expect(sidsOf(calls)).toEqual(['CA1', 'CA2']);
	});
});
