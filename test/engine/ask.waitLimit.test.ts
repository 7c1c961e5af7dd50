import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { setGlobalState, WAIT_INDEFINITELY } from 'n8n-workflow';

import { executeNode } from '../support/engine';
import { heardBy, startApp } from '../support/liveCalls';
import { byId } from '../support/parameters';
import { credentialOf } from '../support/sending';
import { useTwilio } from '../support/twilioBench';

const NOW = Date.parse('2026-03-01T12:00:00Z');

const twilio = useTwilio();
let callSid: string;

// Of a workflow that has none of its own; half an hour off, so that no other zone looks the same.
beforeAll(() => setGlobalState({ defaultTimezone: 'Asia/Kolkata' }));
beforeEach(() => {
	callSid = startApp(twilio);
	jest.spyOn(Date, 'now').mockReturnValue(NOW);
});
afterEach(() => jest.restoreAllMocks());

async function ask(options: INodeParameters, items: IDataObject[] = [{}]) {
	const result = await executeNode({
		parameters: {
			resource: 'message',
			operation: 'sendAndWaitForReply',
			callSid: byId(callSid),
			contentMode: 'json',
			contentJson: '"?"',
			options,
		},
		items,
		credential: credentialOf(twilio),
	});
	await twilio.settled();
	return { error: result.error, waitTill: result.run.waitTill };
}

const limit = (values: INodeParameters): INodeParameters => ({ limitWaitTime: { values } });
const after = (resumeAmount: number | string, resumeUnit: string) =>
	limit({ limitType: 'afterTimeInterval', resumeAmount, resumeUnit });
const at = (maxDateAndTime: string) => limit({ limitType: 'atSpecifiedTime', maxDateAndTime });
const heard = () => heardBy(twilio, callSid);

describe('Limit Wait Time', () => {
	it.each<[string, INodeParameters, string]>([
		['90 seconds', after(90, 'seconds'), '2026-03-01T12:01:30.000Z'],
		['one and a half minutes', after(1.5, 'minutes'), '2026-03-01T12:01:30.000Z'],
		['two hours', after(2, 'hours'), '2026-03-01T14:00:00.000Z'],
		['three days', after(3, 'days'), '2026-03-04T12:00:00.000Z'],
		['an amount of the item', after('={{ $json.minutes }}', 'minutes'), '2026-03-01T12:05:00.000Z'],
		['a time with an offset', at('2026-03-01T14:00:00+01:00'), '2026-03-01T13:00:00.000Z'],
		["a time of the workflow's time zone", at('2026-03-02T09:00:00'), '2026-03-02T03:30:00.000Z'],
		["a day of the workflow's time zone", at('2026-03-02'), '2026-03-01T18:30:00.000Z'],
		[
			'a date of an expression',
			at('={{ new Date("2026-03-01T13:00:00Z") }}'),
			'2026-03-01T13:00:00.000Z',
		],
		[
			'a time of an expression',
			at('={{ DateTime.fromISO("2026-03-01T13:00:00Z") }}'),
			'2026-03-01T13:00:00.000Z',
		],
	])('of %s is when the execution goes on without a reply', async (_, options, expected) => {
		const { error, waitTill } = await ask(options, [{ minutes: 5 }]);
		expect(error).toBeUndefined();
		expect(waitTill?.toISOString()).toBe(expected);
		expect(heard()).toEqual(['?']);
	});

	it.each<[string, INodeParameters]>([
		['not set', {}],
		['added, but empty', { limitWaitTime: {} }],
	])('that is %s lets the execution wait as long as it takes', async (_, options) => {
		expect((await ask(options)).waitTill).toEqual(WAIT_INDEFINITELY);
	});

	it.each<[string, INodeParameters]>([
		['no time at all', after(0, 'minutes')],
		['less than none', after(-1, 'hours')],
		['a word', after('={{ "soon" }}', 'minutes')],
		['an unknown unit', after(1, 'weeks')],
		['longer than n8n can wait', after(1_000_000, 'days')],
		['longer than there are dates', after(1e300, 'days')],
		['no time', at('')],
		['a time n8n does not know', at('tomorrow')],
		['now', at('2026-03-01T12:00:00Z')],
		["a time that is over in the workflow's time zone", at('2026-03-01T17:00:00')],
		['a time after the year 3000', at('3000-01-02T00:00:00Z')],
	])('of %s is an error, and nothing is asked', async (_, options) => {
		const { error, waitTill } = await ask(options);
		expect(error?.message).toBe('Limit Wait Time is not a time to wait until [item 0]');
		expect(error?.description).toContain('Enter an amount above 0');
		expect(waitTill).toBeUndefined();
		expect(heard()).toEqual([]);
		expect(twilio.phone.subscriptionsOf(callSid)).toEqual([]);
	});

	it('of the first item counts, like its question', async () => {
		const { error, waitTill } = await ask(after('={{ $json.hours }}', 'hours'), [
			{ hours: 1 },
			{ hours: 0 },
		]);
		expect(error).toBeUndefined();
		expect(waitTill?.toISOString()).toBe('2026-03-01T13:00:00.000Z');
		expect(heard()).toEqual(['?']);
	});
});
