import type { IDataObject } from 'n8n-workflow';

import type { TwilioHttp } from '../../../../nodes/TwilioCallMessages/twilio/rest/request';
import {
	findConferenceSid,
	listParticipants,
} from '../../../../nodes/TwilioCallMessages/twilio/rest/conferences';
import { ACCOUNT_SID, httpKnowing } from '../../../support/requests';

const CONFERENCE_SID = `CF${'4'.repeat(32)}`;
const OTHER_SID = `CF${'5'.repeat(32)}`;
const REFUSED = new Error('refused');
const refuse = async () => await Promise.reject(REFUSED);

const getList = (path: string, list: string) => ({
	method: 'GET',
	path,
	success: { status: 200, list },
});

describe('findConferenceSid', () => {
	const IN_PROGRESS = '/Conferences.json?FriendlyName=Support&Status=in-progress&PageSize=1';
	const WAITING = '/Conferences.json?FriendlyName=Support&Status=init&PageSize=1';

	const findAmong = async (inProgress: IDataObject[], waiting: IDataObject[]) => {
		const answers = {
			[IN_PROGRESS]: { conferences: inProgress },
			[WAITING]: { conferences: waiting },
		};
		return await findConferenceSid(httpKnowing(answers).http, 'Support');
	};

	it('asks for conferences of the name, in progress or waiting to begin, and for one of each', async () => {
		const { http, requests } = httpKnowing({
			[IN_PROGRESS]: { conferences: [{ sid: CONFERENCE_SID }] },
			[WAITING]: { conferences: [] },
		});
		await findConferenceSid(http, 'Support');

		expect(requests).toStrictEqual([
			getList(IN_PROGRESS, 'conferences'),
			getList(WAITING, 'conferences'),
		]);
	});

	it.each<[string, string | undefined, IDataObject[], IDataObject[]]>([
		['one that is in progress', CONFERENCE_SID, [{ sid: CONFERENCE_SID }], []],
		['one that waits to begin', CONFERENCE_SID, [], [{ sid: CONFERENCE_SID }]],
		[
			'the one in progress, when another waits',
			CONFERENCE_SID,
			[{ sid: CONFERENCE_SID }],
			[{ sid: OTHER_SID }],
		],
		['the first of several', CONFERENCE_SID, [{ sid: CONFERENCE_SID }, { sid: OTHER_SID }], []],
		['none, when there is none', undefined, [], []],
		['none, when it has no SID', undefined, [{}], []],
		['none, when its SID is another one', undefined, [{ sid: `CA${'4'.repeat(32)}` }], []],
	])('finds %s', async (_name, sid, inProgress, waiting) => {
		expect(await findAmong(inProgress, waiting)).toBe(sid);
	});

	it('takes a SID for one, without asking Twilio', async () => {
		const { http, requests } = httpKnowing({});

		expect(await findConferenceSid(http, CONFERENCE_SID)).toBe(CONFERENCE_SID);
		expect(requests).toEqual([]);
	});

	it.each([
		['CF4', 'CF4'],
		[`cf${'4'.repeat(32)}`, `cf${'4'.repeat(32)}`],
		[` ${CONFERENCE_SID}`, `+${CONFERENCE_SID}`],
		['Support & Sales/ü+1?', 'Support+%26+Sales%2F%C3%BC%2B1%3F'],
		['a&Status=completed', 'a%26Status%3Dcompleted'],
	])('takes %j for a name, every character of it', async (name, encoded) => {
		const { http } = httpKnowing({
			[`/Conferences.json?FriendlyName=${encoded}&Status=in-progress&PageSize=1`]: {
				conferences: [{ sid: CONFERENCE_SID }],
			},
			[`/Conferences.json?FriendlyName=${encoded}&Status=init&PageSize=1`]: { conferences: [] },
		});

		expect(await findConferenceSid(http, name)).toBe(CONFERENCE_SID);
	});

	it.each(['in-progress', 'init'])('rejects when one list does: %s', async (status) => {
		const http = async ({ path }: { path: string }) =>
			path.includes(`Status=${status}&`) ? await refuse() : { conferences: [] };

		await expect(findConferenceSid(http, 'Support')).rejects.toBe(REFUSED);
	});
});

/** Who is listed, by Call SID. */
const listed = async (http: TwilioHttp) =>
	(await listParticipants(http, CONFERENCE_SID)).map((participant) => participant['call_sid']);

describe('listParticipants', () => {
	const LIST = `/Conferences/${CONFERENCE_SID}/Participants.json`;
	const sid = (digit: number) => `CA${String(digit).repeat(32)}`;

	it('asks for the participants of the conference, page by page', async () => {
		const { http, requests } = httpKnowing({
			[`${LIST}?PageSize=1000`]: {
				participants: [{ call_sid: sid(1), status: 'connected' }],
				next_page_uri: `/2010-04-01/Accounts/${ACCOUNT_SID}${LIST}?Page=1`,
			},
			[`${LIST}?Page=1`]: { participants: [{ call_sid: sid(2), status: 'connected' }] },
		});

		expect(await listed(http)).toEqual([sid(1), sid(2)]);
		expect(requests).toStrictEqual([
			getList(`${LIST}?PageSize=1000`, 'participants'),
			getList(`${LIST}?Page=1`, 'participants'),
		]);
	});

	it.each([
		['queued', true],
		['connecting', true],
		['ringing', true],
		['connected', true],
		['complete', false],
		['failed', false],
		[undefined, true],
	])('counts a participant whose status is %s as being there: %s', async (status, isThere) => {
		const participants = [
			{ call_sid: sid(1), status },
			{ call_sid: sid(2), status: 'connected' },
		];
		const { http } = httpKnowing({ [`${LIST}?PageSize=1000`]: { participants } });

		expect(await listed(http)).toEqual(isThere ? [sid(1), sid(2)] : [sid(2)]);
	});

	it.each([undefined, null, '', 7, CONFERENCE_SID, 'CA1'])(
		'skips a participant that has no Call SID (%j)',
		async (call_sid) => {
			const participants = [
				{ call_sid, status: 'connected' },
				{ call_sid: sid(2), status: 'connected' },
			];
			const { http } = httpKnowing({ [`${LIST}?PageSize=1000`]: { participants } });

			expect(await listed(http)).toEqual([sid(2)]);
		},
	);

	it('rejects as the request does', async () => {
		await expect(listParticipants(refuse, CONFERENCE_SID)).rejects.toBe(REFUSED);
	});
});
