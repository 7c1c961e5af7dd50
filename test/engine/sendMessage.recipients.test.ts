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
	it('is meant by workflows from before there was a choice', async () => {
		const parent = startApp(twilio);
		const child = startChild(twilio, parent);
		const result = await send(twilio, { callSid: byId(parent) });
		expect(recipientsIn(result)).toEqual([[parent, { item: 0 }]]);
		expect([heard(parent), heard(child)]).toEqual([[{ n: 1 }], []]);
	});
});

describe('Its Child Calls', () => {
	it('are the legs the call dialled that ring or talk, and no others', async () => {
		const [parent, stranger] = [startPhone(twilio), startPhone(twilio)];
		const ringing = startChild(twilio, parent);
		const talking = startChild(twilio, parent, 'in-progress');
		twilio.phone.end(startChild(twilio, parent), 'no-answer');
		startChild(twilio, parent, 'queued');
		startChild(twilio, stranger);
		const result = await send(twilio, { deliverTo: 'childCalls', callSid: byId(parent) });
		expect(recipientsIn(result)).toHaveLength(2);
		expect(recipientsIn(result)).toEqual(
			expect.arrayContaining([
				[ringing, { item: 0 }],
				[talking, { item: 0 }],
			]),
		);
		expect([heard(ringing), heard(talking), heard(parent)]).toEqual([[{ n: 1 }], [{ n: 1 }], []]);
	});
});

describe('Its Parent Call', () => {
	it('is the leg that dialled the call, even a call that has ended', async () => {
		const parent = startApp(twilio);
		const child = startChild(twilio, parent);
		twilio.phone.end(child);
		const result = await send(twilio, { deliverTo: 'parentCall', callSid: byId(child) });
		expect(recipientsIn(result)).toEqual([[parent, { item: 0 }]]);
		expect([heard(parent), heard(child)]).toEqual([[{ n: 1 }], []]);
	});
});

describe('Everyone in a Conference', () => {
	it.each([
		['its name', () => 'Support & Sales'],
		['its SID', () => newestConference(twilio)],
		['its name with blanks around it', () => ' Support & Sales '],
	])(
		'are the apps that are in it, and in no other one, when it is given by %s',
		async (_, conference) => {
			const elsewhere = startConference(twilio, 'Support', 1);
			const line = startPhone(twilio);
			const apps = startConference(twilio, 'Support & Sales', 3);
			twilio.phone.join(line, 'Support & Sales');
			const result = await send(twilio, toConference(conference()));
			expect(result.error).toBeUndefined();
			expect(apps.map(heard)).toEqual([[{ n: 1 }], [{ n: 1 }], [{ n: 1 }]]);
			expect([...elsewhere, line].map(heard)).toEqual([[], []]);
			expect(result.outputs[0]).toHaveLength(3);
		},
	);

	it('is also the first one, who still waits for the others', async () => {
		const [waiting = ''] = startConference(twilio, 'Support', 1);
		expect(twilio.phone.conferences()[0]?.status).toBe('init');
		const result = await send(twilio, toConference('Support'));
		expect(recipientsIn(result)).toEqual([[waiting, { item: 0 }]]);
		expect(heard(waiting)).toEqual([{ n: 1 }]);
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
