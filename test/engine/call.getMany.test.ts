import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { setGlobalState } from 'n8n-workflow';

import { executeNode, type NodeRun } from '../support/engine';
import { startApp, startChild, startPhone } from '../support/liveCalls';
import { credentialOf } from '../support/sending';
import { useFreshTwilio } from '../support/twilioBench';

const BEGIN = Date.parse('2026-11-21T14:00:00Z');

let minutes: number;
beforeEach(() => {
	minutes = 0;
});
const twilio = useFreshTwilio({ now: () => new Date(BEGIN + minutes * 60_000) });

async function getMany(
	parameters: INodeParameters = {},
	run: Omit<NodeRun, 'parameters' | 'credential'> = {},
) {
	const result = await executeNode({
		...run,
		parameters: { resource: 'call', operation: 'getMany', ...parameters },
		credential: credentialOf(twilio),
	});
	const output: IDataObject[] = (result.outputs[0] ?? []).map(({ json }) => json);
	return { ...result, output, callSids: output.map(({ sid }) => sid) };
}

/** Each made a minute after the one before. */
function minuteByMinute(...make: Array<() => string>): string[] {
	return make.map((one) => {
		minutes += 1;
		return one();
	});
}

const ringing = () =>
	twilio.phone.startCall({ from: 'client:carol', to: '+15005550006', status: 'ringing' }).sid;
const talking = () => startApp(twilio);
const ended = () => twilio.phone.end(startApp(twilio)).sid;
const queued = () => twilio.phone.startCall({ from: '+15005550010', to: '', status: 'queued' }).sid;

describe('Get Many', () => {
	it('lists the active calls, ringing or talking, the newest first', async () => {
		const [first, , second, , third] = minuteByMinute(talking, ended, ringing, queued, talking);
		const { callSids, outputs } = await getMany();
		expect(callSids).toEqual([third, second, first]);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 0 },
			{ item: 0 },
		]);
	});

	it('lists the calls of any status', async () => {
		const all = minuteByMinute(talking, ended, ringing, queued);
		expect((await getMany({ status: 'any' })).callSids).toEqual(all.reverse());
	});

	it.each([
		['ringing', ringing],
		['in-progress', talking],
		['completed', ended],
		['queued', queued],
	])('lists the calls of one status: %s', async (status, make) => {
		minuteByMinute(talking, ended, ringing, queued);
		const [wanted] = minuteByMinute(make);
		const { output } = await getMany({ status });
		expect(output[0]?.['sid']).toBe(wanted);
		expect(output.map((call) => call['status'])).toEqual([status, status]);
	});

	it('gives the fields most workflows need, or all of them', async () => {
		startApp(twilio);
		const simple = await getMany();
		expect(Object.keys(simple.output[0] ?? {})).toEqual([
			'sid',
			'parent_call_sid',
			'status',
			'direction',
			'from',
			'to',
			'date_created',
			'start_time',
			'end_time',
			'duration',
		]);
		const raw = await getMany({ simplify: false });
		expect(raw.output[0]).toMatchObject({ account_sid: twilio.account.sid, price_unit: 'USD' });
	});

	it('gives nothing, and no error, when there is no such call', async () => {
		ended();
		const { outputs, error, run } = await getMany();
		expect(error).toBeUndefined();
		expect(outputs).toEqual([[]]);
		expect(run.data.resultData.error).toBeUndefined();
	});

	it('answers every item, each result paired to its own', async () => {
		const [alice, carol, other] = minuteByMinute(talking, ringing, talking);
		const { outputs } = await getMany(
			{ filters: { from: '={{ $json.from }}' } },
			{ items: [{ from: 'client:alice' }, { from: 'client:nobody' }, { from: 'client:carol' }] },
		);
		expect(outputs[0]?.map(({ json, pairedItem }) => [json['sid'], pairedItem])).toEqual([
			[other, { item: 0 }],
			[alice, { item: 0 }],
			[carol, { item: 2 }],
		]);
	});

	it('lists a call once that is answered while the list is made', async () => {
		const callSid = ringing();
		let asked = 0;
		twilio.faults.plan(() => {
			asked += 1;
			if (asked === 2) twilio.phone.answer(callSid);
			return undefined;
		});
		expect((await getMany()).callSids).toEqual([callSid]);
	});
});

describe('how many', () => {
	it('is 50 unless told otherwise', async () => {
		for (let n = 0; n < 60; n++) talking();
		expect((await getMany()).callSids).toHaveLength(50);
	});

	it('is the limit, of which the newest are taken', async () => {
		const all = minuteByMinute(talking, ringing, ringing, talking, talking);
		expect((await getMany({ limit: 3 })).callSids).toEqual(all.reverse().slice(0, 3));
	});

	it("is all, over several of Twilio's pages", async () => {
		for (let n = 0; n < 1_030; n++) talking();
		const oldest = [...twilio.phone.calls()].map(({ sid }) => sid);
		const { callSids } = await getMany({ returnAll: true });
		expect(callSids).toEqual(oldest);
	});

	it.each(['={{ 0 }}', '={{ "many" }}'])('is refused as %s', async (limit) => {
		const { error } = await getMany({ limit });
		expect(error?.message).toBe('Limit is not a number of 1 or more [item 0]');
		expect(twilio.requests).toEqual([]);
	});
});

describe('the filters', () => {
	it('find calls by who calls, who is called and by parent', async () => {
		const parent = startPhone(twilio);
		const app = startApp(twilio);
		const child = startChild(twilio, parent);
		const found = async (filters: INodeParameters) => (await getMany({ filters })).callSids;
		expect(await found({ from: 'client:alice' })).toEqual([app]);
		expect(await found({ to: 'client:bob' })).toEqual([child]);
		expect(await found({ parentCallSid: parent })).toEqual([child]);
		expect(await found({ from: ' +15005550010 ', to: '+15005550006' })).toEqual([parent]);
		expect(await found({ from: 'client:alice', to: 'client:bob' })).toEqual([]);
	});

	it('find calls by when they started, the bounds included', async () => {
		const [one, two, three] = minuteByMinute(talking, talking, talking);
		const found = async (filters: INodeParameters) => (await getMany({ filters })).callSids;
		expect(await found({ startedAfter: '2026-11-21T14:02:00Z' })).toEqual([three, two]);
		expect(await found({ startedBefore: '2026-11-21T14:02:00Z' })).toEqual([two, one]);
		expect(
			await found({
				startedAfter: '2026-11-21T14:02:00+00:00',
				startedBefore: '2026-11-21T15:02:30+01:00',
			}),
		).toEqual([two]);
		expect(
			await found({ startedAfter: '={{ DateTime.fromISO("2026-11-21T14:03:00Z") }}' }),
		).toEqual([three]);
	});

	it("take a time without an offset for one of the workflow's time zone", async () => {
		setGlobalState({ defaultTimezone: 'America/New_York' });
		const [, two, three] = minuteByMinute(talking, talking, talking);
		const { callSids } = await getMany({ filters: { startedAfter: '2026-11-21T09:02:00' } });
		setGlobalState({ defaultTimezone: 'UTC' });
		expect(callSids).toEqual([three, two]);
	});

	it.each([
		[{ parentCallSid: '={{ "CF1" }}' }, 'Parent Call SID is not valid [item 0]'],
		[{ startedAfter: '={{ "yesterday" }}' }, 'Started After is not a date and time [item 0]'],
		[{ startedBefore: '={{ "32.13." }}' }, 'Started Before is not a date and time [item 0]'],
	])('refuse %j and ask nothing', async (filters, message) => {
		const { error } = await getMany({ filters });
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(/\S{3}/);
		expect(twilio.requests).toEqual([]);
	});
});
