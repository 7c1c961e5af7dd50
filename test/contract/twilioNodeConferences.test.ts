import type { Twilio } from 'twilio';

import type { JoinOptions } from '../../sandbox/twilio/conferences/joining';
import { useFreshTwilio } from '../support/twilioBench';
import { createTwilioClient } from './support/twilioClient';

const now = { time: new Date() };
beforeEach(() => {
	now.time = new Date('2026-03-01T10:00:00Z');
});
const emulator = useFreshTwilio({ now: () => now.time });
let client: Twilio;

beforeEach(() => {
	client = createTwilioClient(emulator.baseUrl, emulator.account);
});

const talkingCall = () =>
	emulator.phone.startCall({ from: 'client:alice', to: '', status: 'in-progress' }).sid;

const join = (name: string, options?: JoinOptions) =>
	emulator.phone.join(talkingCall(), name, options);

describe('conferences', () => {
	it('begin with the first leg, start with the second and complete with the last', async () => {
		const first = join('support');
		const alone = await client.conferences.list({ status: 'init' });
		const second = join('support');
		now.time = new Date('2026-03-01T10:01:00Z');
		emulator.phone.leave(first.callSid);
		const together = await client.conferences.list({ status: 'in-progress' });
		emulator.phone.end(second.callSid);
		const over = await client.conferences.list({ status: 'completed' });

		expect(second.conferenceSid).toBe(first.conferenceSid);
		const common = {
			sid: first.conferenceSid,
			accountSid: emulator.account.sid,
			friendlyName: 'support',
			region: 'us1',
			dateCreated: new Date('2026-03-01T10:00:00Z'),
			reasonConferenceEnded: null,
			callSidEndingConference: null,
		};
		expect(alone).toMatchObject([{ ...common, status: 'init' }]);
		expect(together).toMatchObject([{ ...common, status: 'in-progress' }]);
		expect(over).toMatchObject([
			{
				...common,
				status: 'completed',
				dateUpdated: new Date('2026-03-01T10:01:00Z'),
				reasonConferenceEnded: 'last-participant-left',
				callSidEndingConference: second.callSid,
			},
		]);
	});

	it('may share a name with those that are over', async () => {
		const first = join('support');
		emulator.phone.leave(first.callSid);
		const second = join('support');

		const [over] = await client.conferences.list({ friendlyName: 'support', status: 'completed' });
		const [open] = await client.conferences.list({ friendlyName: 'support', status: 'init' });

		expect([over?.sid, open?.sid]).toEqual([first.conferenceSid, second.conferenceSid]);
		expect(first.conferenceSid).not.toBe(second.conferenceSid);
	});

	it('are listed newest first, page after page, while others begin', async () => {
		const sids = ['a', 'b', 'c', 'd', 'e'].map((name) => join(name).conferenceSid);

		const page = await client.conferences.page({ status: 'init', pageSize: 3 });
		join('f');
		const next = await page.nextPage();

		const listed = [...page.instances, ...(next?.instances ?? [])].map(({ sid }) => sid);
		expect(listed).toEqual(sids.reverse());
		expect(next?.nextPageUrl).toBeUndefined();
		expect(page.nextPageUrl).toBe(
			`https://api.twilio.com/2010-04-01/Accounts/${emulator.account.sid}/Conferences.json?Status=init&PageSize=3&Page=1&PageToken=PA${sids[2]}`,
		);
	});

	describe('filters', () => {
		beforeEach(() => {
			const over = join('over');
			emulator.phone.leave(over.callSid);
			const long = join('long');
			now.time = new Date('2026-03-02T10:00:00Z');
			emulator.phone.join(talkingCall(), 'long');
			join('waiting');
			emulator.phone.leave(long.callSid);
		});

		it.each([
			['no Status means in-progress', {}, ['long']],
			['init', { status: 'init' }, ['waiting']],
			['completed', { status: 'completed' }, ['over']],
			['FriendlyName', { friendlyName: 'long' }, ['long']],
			['another FriendlyName', { friendlyName: 'lon' }, []],
			['DateCreated', { dateCreated: new Date('2026-03-01') }, ['long']],
			['DateCreated on another day', { dateCreated: new Date('2026-03-02') }, []],
			[
				'DateCreated after',
				{ dateCreatedAfter: new Date('2026-03-02'), status: 'init' },
				['waiting'],
			],
			['DateCreated before', { dateCreatedBefore: new Date('2026-03-02') }, ['long']],
			['DateCreated long before', { dateCreatedBefore: new Date('2026-03-01') }, []],
			['DateUpdated', { dateUpdated: new Date('2026-03-02') }, ['long']],
			['DateUpdated after', { dateUpdatedAfter: new Date('2026-03-02') }, ['long']],
			['DateUpdated before', { dateUpdatedBefore: new Date('2026-03-02') }, []],
		] as const)('%s', async (_name, filter, expected) => {
			const listed = await client.conferences.list(filter);

			expect(listed.map(({ friendlyName }) => friendlyName)).toEqual(expected);
		});
	});
});

describe('participants', () => {
	const participantsOf = (conferenceSid: string) => client.conferences(conferenceSid).participants;

	it('are who is there, newest first', async () => {
		const agent = join('support', { label: 'agent' });
		const gone = join('support');
		const supervisor = join('support', { muted: true, callSidToCoach: agent.callSid });
		emulator.phone.leave(gone.callSid);

		const listed = await participantsOf(agent.conferenceSid).list();

		const common = {
			accountSid: emulator.account.sid,
			conferenceSid: agent.conferenceSid,
			status: 'connected',
			hold: false,
			dateCreated: now.time,
		};
		expect(listed).toMatchObject([
			{
				...common,
				callSid: supervisor.callSid,
				label: null,
				muted: true,
				coaching: true,
				callSidToCoach: agent.callSid,
			},
			{ ...common, callSid: agent.callSid, label: 'agent', muted: false, coaching: false },
		]);
	});

	it('do not tell who they are', async () => {
		const { conferenceSid } = join('support');

		const [participant] = await participantsOf(conferenceSid).list();

		expect(JSON.stringify(participant)).not.toContain('client:alice');
	});

	it('are nobody in a completed conference', async () => {
		const { conferenceSid, callSid } = join('support');
		emulator.phone.end(callSid);

		expect(await participantsOf(conferenceSid).list()).toEqual([]);
	});

	it('come back as new ones', async () => {
		const { conferenceSid, callSid } = join('support');
		const other = join('support');
		emulator.phone.leave(callSid);
		emulator.phone.join(callSid, 'support');

		const listed = await participantsOf(conferenceSid).list();

		expect(listed.map((one) => one.callSid)).toEqual([callSid, other.callSid]);
	});

	it.each([
		['muted', { muted: true }, ['supervisor']],
		['not muted', { muted: false }, ['customer', 'agent']],
		['on hold', { hold: true }, ['customer']],
		['coaching', { coaching: true }, ['supervisor']],
		['neither coaching nor on hold', { coaching: false, hold: false }, ['agent']],
	])('can be those that are %s', async (_name, filter, expected) => {
		const { conferenceSid, callSid } = join('support', { label: 'agent' });
		join('support', { label: 'customer', hold: true });
		join('support', { label: 'supervisor', muted: true, callSidToCoach: callSid });

		const listed = await participantsOf(conferenceSid).list(filter);

		expect(listed.map(({ label }) => label)).toEqual(expected);
	});

	it('refuses what is neither muted nor not', async () => {
		const { conferenceSid } = join('support');
		const { sid, authToken } = emulator.account;
		const path = `/2010-04-01/Accounts/${sid}/Conferences/${conferenceSid}/Participants.json`;

		const { status } = await fetch(`${emulator.baseUrl}${path}?Muted=maybe`, {
			headers: {
				authorization: `Basic ${Buffer.from(`${sid}:${authToken}`).toString('base64')}`,
			},
		});

		expect(status).toBe(400);
	});

	describe('250 of them', () => {
		const callSidsOf = (page: { readonly instances: readonly { readonly callSid: string }[] }) =>
			page.instances.map(({ callSid }) => callSid);

		let conferenceSid: string;
		let newestFirst: string[];

		beforeEach(() => {
			const joined = Array.from({ length: 250 }, () => join('town hall'));
			conferenceSid = joined[0]?.conferenceSid ?? '';
			newestFirst = joined.map(({ callSid }) => callSid).reverse();
		});

		it('fill five pages of the usual size', async () => {
			const listed = await participantsOf(conferenceSid).list();

			expect(listed.map(({ callSid }) => callSid)).toEqual(newestFirst);
			expect(emulator.requests.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
		});

		it('are each listed once while some come and those already read go', async () => {
			const page = await participantsOf(conferenceSid).page({ pageSize: 100 });
			join('town hall');
			for (const callSid of callSidsOf(page)) emulator.phone.leave(callSid);
			const second = await page.nextPage();
			const third = await second?.nextPage();

			const listed = [page, second, third].flatMap((one) => (one ? callSidsOf(one) : []));
			expect(listed).toEqual(newestFirst);
			expect(third?.nextPageUrl).toBeUndefined();
		});
	});
});
