import { isRecord, parseJson } from '../../../nodes/TwilioCallMessages/twilio/json';

describe('isRecord', () => {
	it.each([
		['an object', { a: 1 }, true],
		['an empty object', {}, true],
		['an object without a prototype', Object.create(null), true],
		['null', null, false],
		['undefined', undefined, false],
		['an array', [], false],
		['a text', 'a', false],
		['a number', 1, false],
		['a function', () => ({}), false],
	])('says whether %s is a JSON object', (_name, value, expected) => {
		expect(isRecord(value)).toBe(expected);
	});
});

describe('parseJson', () => {
	it.each<[string, unknown]>([
		['{"a":[1]}', { a: [1] }],
		['"text"', 'text'],
		['null', null],
		['0', 0],
		['false', false],
	])('reads %s', (text, value) => {
		expect(parseJson(text)).toEqual(value);
	});

	it.each(['', ' ', 'undefined', '{"a":', '{} {}', "{'a':1}"])('is undefined for %j', (text) => {
		expect(parseJson(text)).toBeUndefined();
	});
});
