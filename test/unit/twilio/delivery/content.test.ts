import {
	contentOfJsonText,
	contentOfValue,
} from '../../../../nodes/TwilioCallMessages/twilio/delivery/content';

const TOO_LONG = {
	ok: false,
	problem: {
		problem: 'is 10001 characters long, Twilio takes 10000',
		remedy: 'Shorten it, or send an ID by which the app can look up the rest.',
	},
};

/** Quotes and `length - 2` times a character. */
const quoted = (length: number, character: string) => `"${character.repeat(length - 2)}"`;

describe('contentOfValue', () => {
	it.each([
		['an object', { a: { b: [1, null] }, c: undefined }, '{"a":{"b":[1,null]}}'],
		['an array', [], '[]'],
		['a text', 'Grüße "日本"', '"Grüße \\"日本\\""'],
		['an empty text', '', '""'],
		['a number', 0, '0'],
		['false', false, 'false'],
		['null', null, 'null'],
		['a date as text', new Date(0), '"1970-01-01T00:00:00.000Z"'],
	])('writes %s as JSON', (_name, value, text) => {
		expect(contentOfValue(value)).toEqual({ ok: true, value: text });
	});

	const circular: Record<string, unknown> = {};
	circular['self'] = circular;

	it.each([
		['undefined', undefined],
		['a function', () => 1],
		['a symbol', Symbol('a')],
		['a big integer', 1n],
		['a circular object', circular],
		[
			'an object that cannot be written',
			{
				toJSON() {
					throw new Error('secret');
				},
			},
		],
	])('refuses %s, and says what can be sent', (_name, value) => {
		expect(contentOfValue(value)).toEqual({
			ok: false,
			problem: {
				problem: 'cannot be written as JSON',
				remedy:
					'Use objects, arrays, strings, numbers, booleans and null only, without circular references.',
			},
		});
	});

	it.each([
		['letters', 'a'],
		['emoji, which count once', '😀'],
	])('takes 10,000 characters of %s and not one more', (_name, character) => {
		const longest = character.repeat(9_998);

		expect(contentOfValue(longest)).toEqual({ ok: true, value: quoted(10_000, character) });
		expect(contentOfValue(longest + character)).toEqual(TOO_LONG);
	});

	it('counts the characters of the JSON, not those of the value', () => {
		expect(contentOfValue('"'.repeat(4_999))).toMatchObject({ ok: true });
		expect(contentOfValue(`a${'"'.repeat(4_999)}`)).toEqual(TOO_LONG);
	});
});

describe('contentOfJsonText', () => {
	it.each([
		['white space', '{ "a" : 1 }\n'],
		['every digit of a large number', '12345678901234567890.10'],
		['repeated names', '{"a":1,"a":2}'],
		['escapes', '"\\u00fc"'],
	])('sends a text as written, with %s', (_name, text) => {
		expect(contentOfJsonText(text)).toEqual({ ok: true, value: text });
	});

	it.each(['', ' ', 'hello', "{'a':1}", '{"a":1,}', '{"a":1}{}', 'undefined', 'NaN'])(
		'refuses %j, which is not JSON, and shows how to write it',
		(text) => {
			expect(contentOfJsonText(text)).toEqual({
				ok: false,
				problem: {
					problem: 'is not valid JSON',
					remedy:
						'Write one JSON value, for example { "type": "greeting" }. Texts inside it need double quotes; for one from an expression write {{ JSON.stringify($json.text) }} without quotes around it, or set Content Mode to Fields.',
				},
			});
		},
	);

	it('takes 10,000 characters and not one more', () => {
		expect(contentOfJsonText(quoted(10_000, '😀'))).toMatchObject({ ok: true });
		expect(contentOfJsonText(quoted(10_001, '😀'))).toEqual(TOO_LONG);
	});
});
