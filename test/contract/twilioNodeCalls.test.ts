import type { Twilio } from 'twilio';

import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { useFreshTwilio } from '../support/twilioBench';
import { createTwilioClient } from './support/twilioClient';

const emulator = useFreshTwilio();
let client: Twilio;

beforeEach(() => {
	client = createTwilioClient(emulator.baseUrl, emulator.account);
});

const startCall = () => emulator.phone.startCall({ from: 'client:alice', to: '' }).sid;

describe('calls', () => {
	it('lists newest first, page after page', async () => {
		const sids = [startCall(), startCall(), startCall(), startCall(), startCall()];

		const calls = await client.calls.list({ pageSize: 2 });

		expect(calls.map(({ sid }) => sid)).toEqual([...sids].reverse());
	});

	it('links pages forwards and backwards', async () => {
		const [third, second, first] = [startCall(), startCall(), startCall()];

		const page = await client.calls.page({ pageSize: 2, from: 'client:alice' });
		const next = await page.nextPage();
		const back = await next?.previousPage();

		const sidsOf = (one: typeof next) => one?.instances.map(({ sid }) => sid);
		expect(sidsOf(page)).toEqual([first, second]);
		expect(sidsOf(next)).toEqual([third]);
		expect(sidsOf(back)).toEqual([first, second]);
		expect(next?.nextPageUrl).toBeUndefined();
		expect(page.nextPageUrl).toBe(
			`https://api.twilio.com/2010-04-01/Accounts/${emulator.account.sid}/Calls.json?From=client%3Aalice&PageSize=2&Page=1&PageToken=PA${second}`,
		);
	});

	describe('while it is read page by page', () => {
		async function sidsOfPages(between: () => void, status?: 'ringing'): Promise<string[][]> {
			const pages: string[][] = [];
			const first = await client.calls.page({ pageSize: 2, ...(status && { status }) });
			let page: Pick<typeof first, 'instances' | 'nextPage'> | undefined = first;
			while (page) {
				pages.push(page.instances.map(({ sid }) => sid));
				between();
				page = await page.nextPage();
			}
			return pages;
		}

		it('neither loses nor doubles a call when others start', async () => {
			const [e, d, c, b, a] = [startCall(), startCall(), startCall(), startCall(), startCall()];

			expect(await sidsOfPages(startCall)).toEqual([[a, b], [c, d], [e]]);
		});

		it('loses none when those already read leave the list', async () => {
			const [e, d, c, b, a] = [startCall(), startCall(), startCall(), startCall(), startCall()];
			const readFirst = [b, a];

			const pages = await sidsOfPages(() => {
				const read = readFirst.pop();
				if (read) emulator.phone.end(read);
			}, 'ringing');

			expect(pages).toEqual([[a, b], [c, d], [e]]);
		});

		it('goes back past calls that started since', async () => {
			const [c, b, a] = [startCall(), startCall(), startCall()];
			const page = await client.calls.page({ pageSize: 2 });
			const next = await page.nextPage();
			const started = startCall();

			const back = await next?.previousPage();
			const first = await back?.previousPage();

			const sidsOf = (one: typeof next) => one?.instances.map(({ sid }) => sid);
			expect([sidsOf(next), sidsOf(back), sidsOf(first)]).toEqual([[c], [a, b], [started]]);
		});
	});

	describe('filters', () => {
		const now = { time: new Date('2026-03-01T10:00:00Z') };
		let filtered: TwilioEmulator;
		let sids: Record<'parent' | 'child' | 'ended', string>;

		beforeEach(async () => {
			now.time = new Date('2026-03-01T10:00:00Z');
			filtered = await startTwilioEmulator({ now: () => now.time });
			const { phone } = filtered;
			const ended = phone.startCall({ from: '+13055550001', to: 'client:bob' }).sid;
			phone.end(ended, 'no-answer');
			now.time = new Date('2026-03-02T10:00:00Z');
			const parent = phone.startCall({ from: 'client:alice', to: '', status: 'in-progress' }).sid;
			const child = phone.startCall({ from: '+1305', to: '+1306', parentCallSid: parent }).sid;
			sids = { parent, child, ended };
		});

		afterEach(() => filtered.stop());

		it.each([
			['no filter', {}, ['child', 'parent', 'ended']],
			['Status', { status: 'in-progress' as const }, ['parent']],
			['To', { to: 'client:bob' }, ['ended']],
			['From', { from: 'client:alice' }, ['parent']],
			[
				'StartTime after',
				{ startTimeAfter: new Date('2026-03-02T00:00:00Z') },
				['child', 'parent'],
			],
			['StartTime before', { startTimeBefore: new Date('2026-03-02T00:00:00Z') }, ['ended']],
			['StartTime', { startTime: new Date('2026-03-01T23:00:00Z') }, ['ended']],
			['EndTime', { endTime: new Date('2026-03-01T00:00:00Z') }, ['ended']],
			['two filters', { status: 'ringing' as const, from: '+1305' }, ['child']],
			['nothing matches', { status: 'busy' as const }, []],
		] as const)('%s', async (_name, filter, expected) => {
			const list = createTwilioClient(filtered.baseUrl, filtered.account).calls;

			expect(namesOf(await list.list(filter))).toEqual(expected);
		});

		it('keep to their calls on every page', async () => {
			const list = createTwilioClient(filtered.baseUrl, filtered.account).calls;
			const children = [1, 2, 3, 4].map((digit) => {
				filtered.phone.startCall({ from: '+1305', to: 'client:other' });
				return filtered.phone.startCall({
					from: '+1305',
					to: `client:${digit % 2}`,
					parentCallSid: sids.parent,
				}).sid;
			});

			const listed = await list.list({
				parentCallSid: sids.parent,
				status: 'ringing',
				from: '+1305',
				startTimeAfter: new Date('2026-03-02T00:00:00Z'),
				pageSize: 2,
			});
			const odd = await list.list({ to: 'client:1', pageSize: 1 });

			const [first = '', , third = ''] = children;
			expect(listed.map(({ sid }) => sid)).toEqual([...children.reverse(), sids.child]);
			expect(odd.map(({ sid }) => sid)).toEqual([third, first]);
		});

		it('ParentCallSid', async () => {
			const list = createTwilioClient(filtered.baseUrl, filtered.account).calls;

			expect(namesOf(await list.list({ parentCallSid: sids.parent }))).toEqual(['child']);
		});

		function namesOf(calls: readonly { readonly sid: string }[]): string[] {
			const names = new Map(Object.entries(sids).map(([name, sid]) => [sid, name]));
			return calls.map(({ sid }) => names.get(sid) ?? sid);
		}
	});

	it('starts when it is dialled, and not at all when it is canceled before', async () => {
		const times = { now: new Date('2026-03-01T10:00:00Z') };
		const timed = await startTwilioEmulator({ now: () => times.now });
		const { calls } = createTwilioClient(timed.baseUrl, timed.account);
		const queued = () =>
			timed.phone.startCall({ from: '+1305', to: 'client:bob', status: 'queued' }).sid;
		const [answered, canceled] = [queued(), queued()];
		const before = await calls(answered).fetch();
		times.now = new Date('2026-03-01T10:00:05Z');
		timed.phone.answer(answered);
		timed.phone.end(canceled, 'canceled');
		times.now = new Date('2026-03-01T10:00:09Z');
		timed.phone.end(answered);

		const after = await Promise.all([calls(answered).fetch(), calls(canceled).fetch()]);
		const started = await calls.list({ startTimeAfter: new Date('2026-03-01T10:00:01Z') });
		await timed.stop();

		expect(before.startTime).toBeNull();
		expect(after.map(({ startTime }) => startTime)).toEqual([
			new Date('2026-03-01T10:00:05Z'),
			null,
		]);
		expect(started.map(({ sid }) => sid)).toEqual([answered]);
	});

	it('fetches a call', async () => {
		const times = { now: new Date('2026-03-01T10:00:00Z') };
		const timed = await startTwilioEmulator({ now: () => times.now });
		const { sid } = timed.phone.startCall({ from: '+13055550001', to: 'client:bob' });
		timed.phone.answer(sid);
		times.now = new Date('2026-03-01T10:01:30Z');
		timed.phone.end(sid);

		const call = await createTwilioClient(timed.baseUrl, timed.account).calls(sid).fetch();
		await timed.stop();

		expect(call.toJSON()).toMatchObject({
			sid,
			accountSid: timed.account.sid,
			from: '+13055550001',
			fromFormatted: '(305) 555-0001',
			to: 'client:bob',
			direction: 'outbound-api',
			parentCallSid: null,
			status: 'completed',
			duration: '90',
			startTime: new Date('2026-03-01T10:00:00Z'),
			endTime: new Date('2026-03-01T10:01:30Z'),
			uri: `/2010-04-01/Accounts/${timed.account.sid}/Calls/${sid}.json`,
		});
	});
});
