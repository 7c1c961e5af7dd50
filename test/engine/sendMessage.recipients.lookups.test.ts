import type { INodeParameters } from 'n8n-workflow';
import { get } from 'lodash';

import type { FaultName } from '../../sandbox/twilio/faults/faultNames';
import { lookups, messageRequests } from '../support/askedOfTwilio';
import {
	heardBy,
	newestConference,
	startApp,
	startChild,
	startConference,
	startPhone,
} from '../support/liveCalls';
import { byId, toConference } from '../support/parameters';
import { recipientsIn, send } from '../support/sending';
import { useFreshTwilio } from '../support/twilioBench';

const twilio = useFreshTwilio();

const times = (count: number) => Array.from({ length: count }, (_, n) => ({ n }));

describe('looking up whom a message goes to', () => {
	it('costs nothing for the call given', async () => {
		await send(twilio, { callSid: byId(startApp(twilio)) }, { items: times(3) });
		expect(lookups(twilio)).toEqual([]);
	});

	it('takes one request for the child calls of a call, however many items there are', async () => {
		const parent = startPhone(twilio);
		startChild(twilio, parent);
		await send(twilio, { deliverTo: 'childCalls', callSid: byId(parent) }, { items: times(25) });
		expect(lookups(twilio)).toEqual(['/Calls.json']);
		expect(messageRequests(twilio)).toBe(25);
	});

	it('takes one request for the parent of a call, however many items there are', async () => {
		const child = startChild(twilio, startApp(twilio));
		await send(twilio, { deliverTo: 'parentCall', callSid: byId(child) }, { items: times(25) });
		expect(lookups(twilio)).toEqual([`/Calls/${child}.json`]);
		expect(messageRequests(twilio)).toBe(25);
	});

	it('takes two lists for a conference by SID, however many items and participants there are', async () => {
		startConference(twilio, 'Support', 30);
		const sid = newestConference(twilio);
		await send(twilio, toConference(sid), { items: times(10) });
		expect(lookups(twilio)).toEqual(['/Calls.json', `/Conferences/${sid}/Participants.json`]);
		expect(messageRequests(twilio)).toBe(300);
	});

	it('takes two more to find a conference by its name', async () => {
		startConference(twilio, 'Support', 30);
		const sid = newestConference(twilio);
		await send(twilio, toConference('Support'), { items: times(10) });
		expect(lookups(twilio)).toEqual([
			'/Calls.json',
			'/Conferences.json',
			'/Conferences.json',
			`/Conferences/${sid}/Participants.json`,
		]);
	});

	it('asks for each call that is not among the newest 1,000, and leaves nobody out', async () => {
		const apps = startConference(twilio, 'Support', 3);
		const sid = newestConference(twilio);
		for (let n = 0; n < 1_000; n++) startApp(twilio);
		await send(twilio, toConference(sid), { items: times(2) });
		expect(lookups(twilio)).toEqual(
			[
				'/Calls.json',
				`/Conferences/${sid}/Participants.json`,
				...apps.map((callSid) => `/Calls/${callSid}.json`),
			].sort(),
		);
		expect(apps.map((callSid) => heardBy(twilio, callSid))).toEqual(apps.map(() => times(2)));
	});

	it('is done once for each distinct call', async () => {
		const parents = [startPhone(twilio), startPhone(twilio), startPhone(twilio)];
		for (const parent of parents) startChild(twilio, parent);
		const items = [...parents, ...parents, ...parents].map((sid, n) => ({ sid, n }));
		const result = await send(
			twilio,
			{ deliverTo: 'childCalls', callSid: byId('={{ $json.sid }}') },
			{ items },
		);
		expect(lookups(twilio)).toEqual(parents.map(() => '/Calls.json'));
		expect(recipientsIn(result)).toHaveLength(9);
	});

	it('is repeated when it fails once, and not noticed', async () => {
		const apps = startConference(twilio, 'Support', 2);
		twilio.faults.next('badGateway', 'resetBeforeEffect', 'truncatedJson');
		const { error } = await send(twilio, toConference('Support'));
		expect(error).toBeUndefined();
		expect(apps.map((callSid) => heardBy(twilio, callSid))).toEqual([[{ n: 1 }], [{ n: 1 }]]);
	});
});

describe('a lookup that fails', () => {
	const failOn = (fault: FaultName, path: RegExp) =>
		twilio.faults.plan((request) =>
			request.method === 'GET' && path.test(request.path) ? fault : undefined,
		);
	const targets: Array<[string, RegExp, () => INodeParameters]> = [
		[
			'the child calls',
			/Calls\.json$/,
			() => {
				const parent = startPhone(twilio);
				startChild(twilio, parent);
				return { deliverTo: 'childCalls', callSid: byId(parent) };
			},
		],
		[
			'the parent call',
			/Calls\/CA\w+\.json$/,
			() => ({
				deliverTo: 'parentCall',
				callSid: byId(startChild(twilio, startApp(twilio))),
			}),
		],
		['the participants', /Participants\.json$/, () => supportRoom()],
		['the conference', /Conferences\.json$/, () => supportRoom()],
		['who the participants are', /Calls\.json$/, () => supportRoom()],
	];
	const supportRoom = (): INodeParameters => {
		startConference(twilio, 'Support', 3);
		return toConference('Support');
	};

	it.each(targets)(
		'is an error before anything is sent, and says so: %s',
		async (_, path, prepare) => {
			const parameters = prepare();
			failOn('badGateway', path);
			const { error } = await send(twilio, { ...parameters, options: { maxRetries: 0 } });
			expect(error?.message).toBe('Twilio had an internal problem [item 0]');
			expect(error?.description).not.toContain('carried it out anyway');
			expect(messageRequests(twilio)).toBe(0);
		},
	);

	it('is an error also with Ignore Ended Calls: nobody knows whether anybody is there', async () => {
		const parameters = supportRoom();
		failOn('badGateway', /Participants\.json$/);
		const options = { maxRetries: 0, ignoreEndedCalls: true };
		const { error } = await send(twilio, { ...parameters, options });
		expect(error?.message).toBe('Twilio had an internal problem [item 0]');
	});

	it('keeps the items before it from being sent, too', async () => {
		const [callSid, child] = [startApp(twilio), startChild(twilio, startApp(twilio))];
		failOn('redirectToOtherHost', /Calls\/CA\w+\.json$/);
		const items = [
			{ n: 0, to: 'call', sid: callSid },
			{ n: 1, to: 'parentCall', sid: child },
		];
		const parameters = {
			deliverTo: '={{ $json.to }}',
			callSid: byId('={{ $json.sid }}'),
			conference: '={{ $json.room }}',
		};
		const { error } = await send(twilio, parameters, { items });
		expect(error?.message).toBe('The API answered with a redirect [item 1]');
		expect(messageRequests(twilio)).toBe(0);
	});

	it('fails its own items only with Continue On Fail', async () => {
		const [callSid, child] = [startApp(twilio), startChild(twilio, startApp(twilio))];
		failOn('redirectToOtherHost', /Calls\/CA\w+\.json$/);
		const items = [
			{ n: 0, to: 'parentCall', sid: child },
			{ n: 1, to: 'call', sid: callSid },
			{ n: 2, to: 'parentCall', sid: child },
		];
		const { outputs } = await send(
			twilio,
			{
				deliverTo: '={{ $json.to }}',
				callSid: byId('={{ $json.sid }}'),
				conference: '={{ $json.room }}',
			},
			{ items, settings: { onError: 'continueErrorOutput' } },
		);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		expect(
			outputs[1]?.map(({ json, pairedItem }) => [get(json, 'error.message'), pairedItem]),
		).toEqual([
			['The API answered with a redirect [item 0]', { item: 0 }],
			['The API answered with a redirect [item 2]', { item: 2 }],
		]);
		expect(heardBy(twilio, callSid)).toEqual([{ n: 1 }]);
	});
});
