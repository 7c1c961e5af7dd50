import type { JsonValue } from '../../../nodes/TwilioCallMessages/twilio/json';
import { meetsConditions } from '../../../nodes/TwilioCallMessages/webhooks/contentFilter';

const CONTENT = {
	type: 'order',
	order: { id: 7, ok: true, note: null, '': 'x' },
	tags: ['a', 'b'],
};

const meets = (content: JsonValue, ...conditions: Array<[field: string, value: string]>) =>
	meetsConditions(
		content,
		conditions.map(([field, value]) => ({ field, value })),
	);

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

it.each<JsonValue>(['ping', 7, true, null])('content %j has no fields', (content) => {
	expect(meets(content, ['length', '4'])).toBe(false);
	expect(meets(content)).toBe(true);
});
