import fc from 'fast-check';
import set from 'lodash/set';

import {
	fieldPath,
	isOutOfBounds,
	setAt,
} from '../../../nodes/TwilioCallMessages/fields/fieldPath';

/** What a message is that has these fields. */
function objectWith(...fields: Array<[name: string, value: unknown]>): object {
	const target = {};
	for (const [name, value] of fields) setAt(target, fieldPath(name) ?? [], value);
	return target;
}

it.each<[string, readonly string[]]>([
	['a', ['a']],
	['a.b', ['a', 'b']],
	['items[0].id', ['items', '0', 'id']],
	['a[b][0]', ['a', 'b', '0']],
	['["a.b"].c', ['a.b', 'c']],
	["a['b.c']", ['a', 'b.c']],
	['a[b', ['a[b']],
	['a]', ['a]']],
	['a[0]b', ['a[0]b']],
	['first name', ['first name']],
])('the field %s stands for the path %j', (name, path) => {
	expect(fieldPath(name)).toEqual(path);
});

it.each(['', '.', 'a..b', '.a', 'a.', 'a[]', 'a[""]'])(
	'the field %j has a part without a name',
	(name) => {
		expect(fieldPath(name)).toBeUndefined();
	},
);

it('a message gets lists where a number comes next, and objects elsewhere', () => {
	expect(
		objectWith(
			['items[0].id', 1],
			['items.1.id', 2],
			['items[0].name', 'a'],
			['0.x', 3],
			['b[c]', 4],
		),
	).toEqual({ items: [{ id: 1, name: 'a' }, { id: 2 }], 0: { x: 3 }, b: { c: 4 } });
});

it('a value in the way of a path is replaced', () => {
	expect(objectWith(['a', 'text'], ['a.b', 1])).toEqual({ a: { b: 1 } });
	expect(objectWith(['a', null], ['a[0]', 1])).toEqual({ a: [1] });
});

it('names that mean something to JavaScript are ordinary fields', () => {
	const message = objectWith(['__proto__.polluted', 'yes'], ['constructor[0]', 'x']);
	expect(JSON.stringify(message)).toBe('{"__proto__":{"polluted":"yes"},"constructor":["x"]}');
	expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

it.each([
	[['items', '4999'], false],
	[['items', '5000'], true],
	[['5000'], false],
	[['items', '05000'], false],
	[Array.from({ length: 500 }, () => 'a'), false],
	[Array.from({ length: 501 }, () => 'a'), true],
])('the path %j leads too far: %s', (path, expected) => {
	expect(isOutOfBounds(path)).toBe(expected);
});

it('the length of a list cannot be set, that of an object can', () => {
	const target = {};
	setAt(target, ['items', '0'], 1);
	expect(setAt(target, ['items', 'length'], 2)).toBe(false);
	expect(setAt(target, ['items', 'length', 'a'], 2)).toBe(false);
	expect(setAt(target, ['a', 'length'], 2)).toBe(true);
	expect(target).toEqual({ items: [1], a: { length: 2 } });
});

it('fields go where Edit Fields of n8n puts them, which sets them with lodash', () => {
	const part = fc.constantFrom('a', 'b c', '0', '2', 'ü');
	const step = fc.oneof(
		part.map((name) => `.${name}`),
		part.map((name) => `[${name}]`),
		part.map((name) => `["${name}"]`),
		part.map((name) => `['${name}.x']`),
	);
	const name = fc
		.tuple(part, fc.array(step, { maxLength: 3 }))
		.map(([first, steps]) => first + steps.join(''));
	fc.assert(
		fc.property(
			fc.array(fc.tuple(name, fc.integer()), { minLength: 1, maxLength: 4 }),
			(fields) => {
				const expected = {};
				for (const [field, value] of fields) set(expected, field, value);
				expect(objectWith(...fields)).toEqual(expected);
			},
		),
		{ numRuns: 2_000 },
	);
});
