import type { JsonValue } from '../../../nodes/TwilioCallMessages/twilio/json';
import { fieldOf, unmetCondition } from '../../../nodes/TwilioCallMessages/webhooks/contentFilter';

const CONTENT = {
	type: 'order',
	order: { id: 7, ok: true, note: null, '': 'x' },
	tags: ['a', 'b'],
};

const meets = (content: JsonValue, ...conditions: Array<[field: string, value: string]>) =>
	unmetCondition(
		content,
		conditions.map(([field, value]) => ({ field, value })),
	) === undefined;

it.each<[string, Array<[string, string]>]>([
	['no condition', []],
	['a text', [['type', 'order']]],
	['a number one level deeper', [['order.id', '7']]],
	['true', [['order.ok', 'true']]],
	['null', [['order.note', 'null']]],
	['an element of a list', [['tags.1', 'b']]],
	[
		'all of several',
		[
			['type', 'order'],
			['order.id', '7'],
		],
	],
])('a message meets %s', (_name, conditions) => {
	expect(meets(CONTENT, ...conditions)).toBe(true);
});

it.each<[string, Array<[string, string]>]>([
	['a text in another case', [['type', 'Order']]],
	['a part of a text', [['type', 'ord']]],
	[
		'one of several only',
		[
			['type', 'order'],
			['order.id', '8'],
		],
	],
	[
		'the other of several only',
		[
			['type', 'card'],
			['order.id', '7'],
		],
	],
	['a missing field', [['order.name', 'undefined']]],
	['a field below a missing one', [['a.b.c', 'undefined']]],
	['a field below a text', [['type.length', '5']]],
	['an object', [['order', '[object Object]']]],
	['a list', [['tags', '["a","b"]']]],
	['an inherited name', [['constructor.name', 'Object']]],
])('a message does not meet %s', (_name, conditions) => {
	expect(meets(CONTENT, ...conditions)).toBe(false);
});

it('tells the first condition that is not met', () => {
	const conditions = [
		{ field: 'type', value: 'order' },
		{ field: 'order.id', value: '8' },
		{ field: 'order.ok', value: 'false' },
	];
	expect(unmetCondition(CONTENT, conditions)).toEqual({ field: 'order.id', value: '8' });
});

describe('content that an app encoded twice', () => {
	const twice = JSON.stringify(CONTENT);

	it('is looked into', () => {
		expect(meets(twice, ['type', 'order'], ['order.id', '7'])).toBe(true);
		expect(meets(twice, ['type', 'card'])).toBe(false);
		expect(fieldOf(twice, 'tags.1')).toBe('b');
	});

	it.each(['{"type":"order"', '"order"', '7', 'null'])('has no fields when it is %s', (text) => {
		expect(fieldOf(text, 'type')).toBeUndefined();
		expect(fieldOf(text, 'length')).toBeUndefined();
	});
});

it.each<JsonValue>(['ping', 7, true, null])('content %j has no fields', (content) => {
	expect(meets(content, ['length', '4'])).toBe(false);
	expect(meets(content)).toBe(true);
});
