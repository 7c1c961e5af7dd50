import { get } from 'lodash';

import {
	hangUpWhenAddressed,
	heardBy,
	startApp,
	startChild,
	startConference,
} from '../support/liveCalls';
import { byId, toConference } from '../support/parameters';
import { recipientsIn, send } from '../support/sending';
import { useFreshTwilio } from '../support/twilioBench';

const twilio = useFreshTwilio();

const heard = (callSid: string) => heardBy(twilio, callSid);

describe('what comes out for several recipients', () => {
	it('is an item for each, with the resource and the call it went to', async () => {
		const apps = startConference(twilio, 'Support', 3);
		const { outputs } = await send(twilio, toConference('Support'));
		const sent = apps.map((callSid) => [callSid, twilio.phone.heardBy(callSid)[0]?.sid]);
		const given = (outputs[0] ?? []).map(({ json }) => [json['call_sid'], json['sid']]);
		expect(given.sort()).toEqual(sent.sort());
		expect(Object.keys(outputs[0]?.[0]?.json ?? {}).sort()).toEqual([
			'account_sid',
			'call_sid',
			'date_created',
			'sid',
		]);
	});

	it('follows the order of the input items, each paired to its own', async () => {
		const small = startConference(twilio, 'Small', 1);
		const large = startConference(twilio, 'Large', 3);
		const items = ['Large', 'Small', 'Large'].map((room, n) => ({ room, n }));
		const result = await send(twilio, toConference('={{ $json.room }}'), { items });

		const pairs = recipientsIn(result) as Array<[string, unknown]>;
		expect(pairs.map(([, paired]) => paired)).toEqual(
			[0, 0, 0, 1, 2, 2, 2].map((item) => ({ item })),
		);
		const recipients = pairs.map(([callSid]) => callSid);
		expect(recipients.slice(0, 3).sort()).toEqual([...large].sort());
		expect(recipients[3]).toBe(small[0]);
		expect(recipients.slice(4)).toEqual(recipients.slice(0, 3));
	});

	it('reaches each recipient in item order', async () => {
		const apps = startConference(twilio, 'Support', 4);
		const items = Array.from({ length: 10 }, (_, n) => ({ n }));
		await send(twilio, toConference('Support'), { items });
		for (const callSid of apps) expect(heard(callSid)).toEqual(items);
	});
});

describe('a recipient that cannot be reached', () => {
	const ended = (item: number) => `The call is not in progress [item ${item}]`;

	it('is an item on the error output with its call, and the others are sent to', async () => {
		const [stays = '', leaves = '', staysToo = ''] = startConference(twilio, 'Support', 3);
		hangUpWhenAddressed(twilio, [leaves]);
		const items = [{ n: 7, room: 'Support' }];
		const result = await send(twilio, toConference('={{ $json.room }}'), {
			items,
			settings: { onError: 'continueErrorOutput' },
		});

		expect(recipientsIn(result)).toHaveLength(2);
		expect(result.outputs[1]?.map(({ json, pairedItem }) => ({ json, pairedItem }))).toEqual([
			{
				json: {
					n: 7,
					room: 'Support',
					error: {
						message: ended(0),
						code: 21220,
						call_sid: leaves,
						description: expect.stringContaining(`Call ${leaves}.`),
					},
				},
				pairedItem: { item: 0 },
			},
		]);
		expect([stays, leaves, staysToo].map((callSid) => heard(callSid).length)).toEqual([1, 0, 1]);
	});

	it('keeps its place among its siblings with Continue On Fail', async () => {
		startConference(twilio, 'Support', 3);
		const other = startApp(twilio);
		const child = startChild(twilio, other);
		const order = recipientsIn(await send(twilio, toConference('Support'))) as string[][];
		const second = order[1]?.[0] ?? '';
		hangUpWhenAddressed(twilio, [second]);

		const items = [
			{ n: 1, to: 'conference', sid: other },
			{ n: 2, to: 'childCalls', sid: other },
		];
		const { outputs } = await send(
			twilio,
			{ deliverTo: '={{ $json.to }}', callSid: byId('={{ $json.sid }}'), conference: 'Support' },
			{ items, settings: { onError: 'continueRegularOutput' }, executionId: '2' },
		);
		const given = (outputs[0] ?? []).map(({ json, pairedItem }) => [
			json['call_sid'] ?? get(json, 'error.call_sid'),
			get(json, 'error.message'),
			pairedItem,
		]);
		expect(given).toEqual([
			[order[0]?.[0], undefined, { item: 0 }],
			[second, ended(0), { item: 0 }],
			[order[2]?.[0], undefined, { item: 0 }],
			[child, undefined, { item: 1 }],
		]);
	});

	it('stops the run otherwise, and the error says which call and how many were sent', async () => {
		startConference(twilio, 'Support', 3);
		const order = recipientsIn(await send(twilio, toConference('Support'))) as string[][];
		const second = order[1]?.[0] ?? '';
		hangUpWhenAddressed(twilio, [second]);
		const { error } = await send(
			twilio,
			{ ...toConference('Support'), options: { maxConcurrentCalls: 1 } },
			{ executionId: '2' },
		);
		expect(error?.message).toBe(ended(0));
		expect(error?.description).toContain(`Call ${second}.`);
		expect(error?.description).toContain('1 of 3 requests had been carried out.');
		expect(heard(order[2]?.[0] ?? '')).toHaveLength(1);
	});

	it('is a result with its call when Ignore Ended Calls is on', async () => {
		const [stays = '', leaves = ''] = startConference(twilio, 'Support', 2);
		hangUpWhenAddressed(twilio, [leaves]);
		const { outputs, error } = await send(twilio, {
			...toConference('Support'),
			options: { ignoreEndedCalls: true },
		});
		expect(error).toBeUndefined();
		const json = (outputs[0] ?? []).map((item) => item.json);
		expect(json).toHaveLength(2);
		expect(json).toContainEqual({ delivered: false, reason: 'callEnded', call_sid: leaves });
		expect(json).toContainEqual(
			expect.objectContaining({ call_sid: stays, sid: expect.any(String) }),
		);
	});
});

it('100 participants, of whom every tenth hangs up, get 90 messages through a Twilio that loses answers', async () => {
	const apps = startConference(twilio, 'Support', 100);
	const leavers = apps.filter((_, n) => n % 10 === 3);
	const leaving = new Set(leavers);
	const losing = new Set(apps.filter((_, n) => n % 10 === 5));
	twilio.faults.plan(({ method, callSid = '' }) => {
		if (method === 'POST' && leaving.delete(callSid)) twilio.phone.end(callSid);
		return losing.delete(callSid) ? 'resetAfterEffect' : undefined;
	});
	const { outputs, error } = await send(twilio, toConference('Support'), {
		settings: { onError: 'continueErrorOutput' },
	});

	expect(error).toBeUndefined();
	const [sent = [], failed = []] = outputs;
	const failedSids = failed.map(({ json }) => get(json, 'error.call_sid'));
	expect(failedSids.sort()).toEqual([...leavers].sort());
	const heardSids = apps.flatMap((callSid) => twilio.phone.heardBy(callSid).map(({ sid }) => sid));
	expect(sent.map(({ json }) => json['sid']).sort()).toEqual(heardSids.sort());
	const timesHeard = apps.map((callSid) => heard(callSid).length);
	expect(timesHeard).toEqual(apps.map((callSid) => (leavers.includes(callSid) ? 0 : 1)));
});
