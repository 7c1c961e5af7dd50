import { isRecord, parseJson, writeJson } from '../../../nodes/TwilioCallMessages/twilio/json';

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

describe('writeJson', () => {
	it.each<[unknown, string]>([
		[{ a: [1, 'ü', null] }, '{"a":[1,"ü",null]}'],
		['a', '"a"'],
		[null, 'null'],
	])('writes %j', (value, expected) => {
		expect(writeJson(value)).toBe(expected);
	});

	const circle: { self?: unknown } = {};
	circle.self = circle;
	const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));

	it.each<[string, unknown]>([
		['undefined', undefined],
		['a function', () => 1],
		['a circle', circle],
		['a large number', 1n],
		['what is nested too deep', deep],
	])('says of %s that it cannot be written', (_name, value) => {
		expect(writeJson(value)).toBeUndefined();
	});
});
