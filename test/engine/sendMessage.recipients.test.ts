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

const heard = (callSid: string) => heardBy(twilio, callSid);

describe('The Call', () => {
	it('is the one given, and its relatives hear nothing', async () => {
		const parent = startApp(twilio);
		const child = startChild(twilio, parent);
		const result = await send(twilio, { deliverTo: 'call', callSid: byId(parent) });
		expect(recipientsIn(result)).toEqual([[parent, { item: 0 }]]);
		expect([heard(parent), heard(child)]).toEqual([[{ n: 1 }], []]);
	});

	it('is meant by workflows from before there was a choice', async () => {
		const callSid = startApp(twilio);
		await send(twilio, { callSid: byId(callSid) });
		expect(heard(callSid)).toEqual([{ n: 1 }]);
	});
});

describe('Its Child Calls', () => {
	const toChildren = (callSid: string) => ({ deliverTo: 'childCalls', callSid: byId(callSid) });

	it('are all legs the call dialled that ring or talk', async () => {
		const parent = startPhone(twilio);
		const [ringing, talking] = [
			startChild(twilio, parent),
			startChild(twilio, parent, 'in-progress'),
		];
		const result = await send(twilio, toChildren(parent));
		expect(recipientsIn(result)).toHaveLength(2);
		expect(recipientsIn(result)).toEqual(
			expect.arrayContaining([
				[ringing, { item: 0 }],
				[talking, { item: 0 }],
			]),
		);
		expect([heard(ringing), heard(talking), heard(parent)]).toEqual([[{ n: 1 }], [{ n: 1 }], []]);
	});

	it('are neither legs that ended or wait, nor those of other calls', async () => {
		const [parent, stranger] = [startPhone(twilio), startPhone(twilio)];
		const active = startChild(twilio, parent);
		const ended = startChild(twilio, parent);
		twilio.phone.end(ended, 'no-answer');
		startChild(twilio, parent, 'queued');
		startChild(twilio, stranger);
		const result = await send(twilio, toChildren(parent));
		expect(recipientsIn(result)).toEqual([[active, { item: 0 }]]);
		expect(result.error).toBeUndefined();
	});
});

describe('Its Parent Call', () => {
	it('is the leg that dialled the call', async () => {
		const parent = startApp(twilio);
		const child = startChild(twilio, parent);
		const result = await send(twilio, { deliverTo: 'parentCall', callSid: byId(child) });
		expect(recipientsIn(result)).toEqual([[parent, { item: 0 }]]);
		expect([heard(parent), heard(child)]).toEqual([[{ n: 1 }], []]);
	});

	it('is reached also when the call itself has ended', async () => {
		const parent = startApp(twilio);
		const child = startChild(twilio, parent);
		twilio.phone.end(child);
		await send(twilio, { deliverTo: 'parentCall', callSid: byId(child) });
		expect(heard(parent)).toEqual([{ n: 1 }]);
	});
});

describe('Everyone in a Conference', () => {
	it.each([
		['its name', () => 'Support & Sales'],
		['its SID', () => newestConference(twilio)],
		['its name with blanks around it', () => ' Support & Sales '],
	])('hears the message once, the conference given by %s', async (_, conference) => {
		const elsewhere = startConference(twilio, 'Support', 1);
		const apps = startConference(twilio, 'Support & Sales', 3);
		const result = await send(twilio, toConference(conference()));
		expect(result.error).toBeUndefined();
		expect(apps.map(heard)).toEqual([[{ n: 1 }], [{ n: 1 }], [{ n: 1 }]]);
		expect(elsewhere.map(heard)).toEqual([[]]);
	});

	it('means apps: whoever is on a phone line gets nothing and no item', async () => {
		const apps = startConference(twilio, 'Support', 2);
		const line = startPhone(twilio);
		twilio.phone.join(line, 'Support');
		const dialledLine = twilio.phone.startCall({
			from: '+15005550006',
			to: '+15005550011',
			direction: 'outbound-api',
			status: 'in-progress',
		}).sid;
		twilio.phone.join(dialledLine, 'Support');
		const result = await send(twilio, toConference('Support'));
		expect(result.outputs[0]).toHaveLength(2);
		expect([...apps, line, dialledLine].map((callSid) => heard(callSid).length)).toEqual([
			1, 1, 0, 0,
		]);
	});

	it('means apps that were called into it as well', async () => {
		const dialled = startChild(twilio, startPhone(twilio), 'in-progress');
		const [caller] = startConference(twilio, 'Support', 1);
		twilio.phone.join(dialled, 'Support');
		await send(twilio, toConference('Support'));
		expect([heard(caller ?? ''), heard(dialled)]).toEqual([[{ n: 1 }], [{ n: 1 }]]);
	});

	it('is also the first one, who still waits for the others', async () => {
		const [waiting = ''] = startConference(twilio, 'Support', 1);
		expect(twilio.phone.conferences()[0]?.status).toBe('init');
		const result = await send(twilio, toConference('Support'));
		expect(recipientsIn(result)).toEqual([[waiting, { item: 0 }]]);
		expect(heard(waiting)).toEqual([{ n: 1 }]);
	});

	it('is not who has left, by hanging up or otherwise', async () => {
		const [stays = '', leaves = '', hangsUp = ''] = startConference(twilio, 'Support', 3);
		twilio.phone.leave(leaves);
		twilio.phone.end(hangsUp);
		const result = await send(twilio, toConference('Support'));
		expect(recipientsIn(result)).toEqual([[stays, { item: 0 }]]);
		expect(heard(leaves)).toEqual([]);
	});

	it('is who is there now, not who was in an earlier one of the same name', async () => {
		const [earlier = ''] = startConference(twilio, 'Support', 1);
		twilio.phone.leave(earlier);
		const [now = ''] = startConference(twilio, 'Support', 1);
		await send(twilio, toConference('Support'));
		expect([heard(earlier), heard(now)]).toEqual([[], [{ n: 1 }]]);
	});

	it("fills several of Twilio's pages, and nobody is left out", async () => {
		const apps = startConference(twilio, 'All hands', 1_050);
		const result = await send(twilio, toConference('All hands'));
		expect(result.outputs[0]).toHaveLength(1_050);
		expect(apps.filter((callSid) => heard(callSid).length !== 1)).toEqual([]);
	});
});

describe('a choice per item', () => {
	it('takes each item to its own kind of recipients', async () => {
		const parent = startApp(twilio);
		const child = startChild(twilio, parent);
		const [one = '', two = ''] = startConference(twilio, 'Support', 2);
		const items = [
			{ n: 1, to: 'call', sid: parent },
			{ n: 2, to: 'childCalls', sid: parent },
			{ n: 3, to: 'parentCall', sid: child },
			{ n: 4, to: 'conference', room: 'Support' },
		];
		const { error } = await send(
			twilio,
			{
				deliverTo: '={{ $json.to }}',
				callSid: byId('={{ $json.sid }}'),
				conference: '={{ $json.room }}',
			},
			{ items },
		);
		expect(error).toBeUndefined();
		expect(heard(parent)).toEqual([{ n: 1 }, { n: 3 }]);
		expect(heard(child)).toEqual([{ n: 2 }]);
		expect([heard(one), heard(two)]).toEqual([[{ n: 4 }], [{ n: 4 }]]);
	});

	it.each([
		[
			'an unknown choice',
			{ deliverTo: '={{ "all" }}', callSid: byId('={{ "" }}'), conference: '={{ "" }}' },
			'Deliver To is not one of its options',
		],
		['no conference', toConference('={{ $json.room }}'), 'Conference is empty'],
		[
			'a bad Call SID',
			{ deliverTo: 'childCalls', callSid: byId('={{ "CA1" }}') },
			'Call SID is not valid',
		],
	])('refuses %s and asks Twilio nothing', async (_, parameters, message) => {
		const { error } = await send(twilio, parameters);
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toMatch(/\S{3}/);
		expect(twilio.requests).toEqual([]);
	});
});
