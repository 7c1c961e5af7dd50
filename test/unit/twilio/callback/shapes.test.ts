import {
	parseCount,
	parseFlag,
	parseTimestamp,
} from '../../../../nodes/TwilioCallMessages/twilio/callback/shapes';

it.each([
	['0', 0],
	['1', 1],
	['999999999999999', 999_999_999_999_999],
	['1000000000000000', undefined],
	['01', undefined],
	['', undefined],
	['-1', undefined],
	['1.0', undefined],
	[' 1', undefined],
	['1\n', undefined],
	[undefined, undefined],
])('the count %j is %j', (text, expected) => {
	expect(parseCount(text)).toBe(expected);
});

it.each([
	['true', true],
	['false', false],
	['True', undefined],
	['1', undefined],
	['', undefined],
	[undefined, undefined],
])('the switch %j is %j', (text, expected) => {
	expect(parseFlag(text)).toBe(expected);
});

it.each([
	['Fri, 02 Dec 2022 22:02:49 +0000', '2022-12-02T22:02:49.000Z'],
	['Fri, 2 Dec 2022 22:02:49 +0000', '2022-12-02T22:02:49.000Z'],
	['Fri, 02 Dec 2022 22:02:49 GMT', '2022-12-02T22:02:49.000Z'],
	['Fri, 02 Dec 2022 22:02:49 +0130', '2022-12-02T20:32:49.000Z'],
	['Fri, 02 Dec 2022 22:02:49 -0800', '2022-12-03T06:02:49.000Z'],
])('the time %s is %s', (text, expected) => {
	expect(parseTimestamp(text)?.toISOString()).toBe(expected);
});

it.each([
	undefined,
	'',
	'yesterday',
	'2022-12-02T22:02:49Z',
	'Thu, 02 Dec 2022 22:02:49 +0000',
	'Thu, 31 Feb 2022 22:02:49 +0000',
	'Fri, 02 Dec 2022 22:02:49 +0000 ',
	'Fri, 02 Dec 2022 22:02:49',
])('%j is no time', (text) => {
	expect(parseTimestamp(text)).toBeUndefined();
});
