import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { get } from 'lodash';

import { executeNode } from '../support/engine';
import { heardBy, startApp } from '../support/liveCalls';
import { byId } from '../support/parameters';
import { everythingIn } from '../support/secrets';
import { credentialOf } from '../support/sending';
import { useTwilio } from '../support/twilioBench';

const twilio = useTwilio();
let callSid: string;
beforeEach(() => {
	callSid = startApp(twilio);
});

async function send(
	parameters: INodeParameters,
	items?: IDataObject[],
	settings?: Partial<INode>,
	executionId?: string,
) {
	const result = await executeNode({
		parameters: { resource: 'message', operation: 'send', callSid: byId(callSid), ...parameters },
		credential: credentialOf(twilio),
		...(items && { items }),
		...(settings && { settings }),
		...(executionId && { executionId }),
	});
	await twilio.settled();
	return result;
}

const heard = () => heardBy(twilio, callSid);
const json = (contentJson: unknown): INodeParameters => ({
	contentMode: 'json',
	contentJson: contentJson as string,
});
const field = (name: string, value: unknown, type: string) => ({ id: name, name, value, type });
const fields = (...assignments: unknown[]) =>
	({ contentMode: 'fields', contentFields: { assignments } }) as INodeParameters;

describe('what a message contains', () => {
	it.each<[string, INodeParameters, unknown]>([
		['an object written as JSON', json('{ "type": "greeting" }'), { type: 'greeting' }],
		['an array', json('[1, "two", null]'), [1, 'two', null]],
		['a bare text', json('"ping"'), 'ping'],
		['null', json('null'), null],
		['an object from an expression', json('={{ { n: $json.n } }}'), { n: 7 }],
		[
			'fields of every type',
			fields(
				field('text', 'hello', 'string'),
				field('count', '={{ $json.n }}', 'number'),
				field('ok', 'true', 'boolean'),
				field('tags', '["a"]', 'array'),
				field('extra', '{"a":1}', 'object'),
			),
			{ text: 'hello', count: 7, ok: true, tags: ['a'], extra: { a: 1 } },
		],
		[
			'nested fields',
			fields(field('user.name', 'Ann', 'string'), field('user.age', 30, 'number')),
			{ user: { name: 'Ann', age: 30 } },
		],
		[
			'lists of fields, as Edit Fields makes them',
			fields(
				field('items[0].id', 7, 'number'),
				field('items[1].id', 8, 'number'),
				field('items[0].name', 'Ann', 'string'),
			),
			{ items: [{ id: 7, name: 'Ann' }, { id: 8 }] },
		],
		[
			'fields with names that mean something to JavaScript',
			fields(
				field('caller.name', 'Ann', 'string'),
				field('constructor', 'x', 'string'),
				field('__proto__.polluted', 'y', 'string'),
			),
			JSON.parse('{"caller":{"name":"Ann"},"constructor":"x","__proto__":{"polluted":"y"}}'),
		],
		['the whole item', { contentMode: 'item' }, { n: 7, name: 'Ann', secret: 'x' }],
		[
			'chosen fields of the item',
			{ contentMode: 'item', itemFields: 'n, name' },
			{ n: 7, name: 'Ann' },
		],
	])('the phone hears %s', async (_, parameters, expected) => {
		const { error } = await send(parameters, [{ n: 7, name: 'Ann', secret: 'x' }]);
		expect(error).toBeUndefined();
		expect(heard()).toEqual([expected]);
	});

	it('takes exactly 10,000 characters, emoji counted as one', async () => {
		const content = '😀'.repeat(9_998);
		const { error } = await send(json(JSON.stringify(content)));
		expect(error).toBeUndefined();
		expect(heard()).toEqual([content]);
	});
});

describe('what comes out', () => {
	it('is the REST resource, one item per message, in input order and paired', async () => {
		const other = startApp(twilio, 'bob');
		const items = [callSid, other, callSid].map((sid, n) => ({ sid, n }));
		const { outputs } = await send(
			{ callSid: byId('={{ $json.sid }}'), ...json('={{ { n: $json.n } }}') },
			items,
		);

		const [output = []] = outputs;
		expect(output.map((item) => [item.json['call_sid'], item.pairedItem])).toEqual([
			[callSid, { item: 0 }],
			[other, { item: 1 }],
			[callSid, { item: 2 }],
		]);
		const sids = [...twilio.phone.heardBy(callSid), ...twilio.phone.heardBy(other)].map(
			({ sid }) => sid,
		);
		expect(output.map((item) => item.json['sid']).sort()).toEqual(sids.sort());
		expect(Object.keys(output[0]?.json ?? {}).sort()).toEqual([
			'account_sid',
			'call_sid',
			'date_created',
			'sid',
		]);
	});

	it('reaches each phone in item order', async () => {
		const items = Array.from({ length: 30 }, (_, n) => ({ n }));
		await send(json('={{ $json.n }}'), items);
		expect(heard()).toEqual(items.map(({ n }) => n));
	});
});

describe('input that cannot be sent', () => {
	const good = json('{"n":1}');
	it.each<[string, INodeParameters, string]>([
		[
			'an empty Call SID',
			{ ...good, callSid: byId('={{ $json.missing }}') },
			'Call SID is empty [item 0]',
		],
		[
			'another kind of SID',
			{ ...good, callSid: byId(`={{ 'SM' + 'a'.repeat(32) }}`) },
			'Call SID is not valid [item 0]',
		],
		[
			'a short Call SID',
			{ ...good, callSid: byId('={{ "CA123" }}') },
			'Call SID is not valid [item 0]',
		],
		['broken JSON', json('{"a":'), 'Content is not valid JSON [item 0]'],
		['two JSON texts', json('{} {}'), 'Content is not valid JSON [item 0]'],
		['no JSON', json(' '), 'Content is not valid JSON [item 0]'],
		[
			'10,001 characters',
			json(JSON.stringify('x'.repeat(9_999))),
			'Content is 10001 characters long, Twilio takes 10000 [item 0]',
		],
		['no fields', fields(), 'Content Fields is empty [item 0]'],
		[
			'a text where a number belongs',
			fields(field('count', 'many', 'number')),
			'Content Fields has a value in "count" that is not of type number [item 0]',
		],
		...['', ' \n', 'Infinity', '1e999'].map((value): [string, INodeParameters, string] => [
			`${JSON.stringify(value)} where a number belongs`,
			fields(field('count', value, 'number')),
			'Content Fields has a value in "count" that is not of type number [item 0]',
		]),
		[
			'a field without a name',
			fields(field(' ', 'x', 'string')),
			'Content Fields has a field without a name ("") [item 0]',
		],
		[
			'a list longer than any message',
			fields(field('items[4294967294]', 'x', 'string')),
			'Content Fields has a field that is nested too deep, or has too high a number in a list ("items[4294967294]") [item 0]',
		],
		[
			'a field the item lacks',
			{ contentMode: 'item', itemFields: 'nothing' },
			'Item Fields names "nothing", which this item does not have [item 0]',
		],
		[
			'an option out of range',
			{ ...good, options: { maxRetries: 99 } },
			'Max Retries is out of range [item 0]',
		],
	])('refuses %s, says what to do and sends nothing', async (_, parameters, message) => {
		const { error } = await send(parameters);
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(/\S{3}/);
		expect(heard()).toEqual([]);
	});

	it('says how to put a text into JSON when a quote in it has broken the JSON', async () => {
		const parameters = json('={ "text": "{{ $json.text }}" }');
		const { error } = await send(parameters, [{ text: 'He said "hi"' }]);
		expect(error?.message).toBe('Content is not valid JSON [item 0]');
		expect(error?.description).toMatch(/JSON\.stringify\(\$json\.text\).*Content Mode to Fields/);

		const remedied = json('={ "text": {{ JSON.stringify($json.text) }} }');
		await send(remedied, [{ text: 'He said "hi"' }]);
		expect(heard()).toEqual([{ text: 'He said "hi"' }]);
	});

	it.each(['a.b', 'ashburn/', 'Ashburn', 'x@evil.example.com/#'])(
		'refuses the edge %j, which would lead to another host',
		async (edge) => {
			const { error } = await executeNode({
				parameters: { resource: 'message', operation: 'send', callSid: byId(callSid), ...good },
				credential: { ...credentialOf(twilio), apiBaseUrl: '', edge },
			});
			expect(error?.message).toMatch(/^Edge or Region in the credential is not valid/);
		},
	);

	it('sends nothing at all when only a later item is bad', async () => {
		const { error } = await send(json('={{ $json.text }}'), [{ text: '{}' }, { text: 'oops' }]);
		expect(error?.message).toBe('Content is not valid JSON [item 1]');
		expect(error?.context['itemIndex']).toBe(1);
		expect(heard()).toEqual([]);
	});

	it('refuses one idempotency key for two items, which Twilio would take for one message', async () => {
		const { error } = await send({ ...good, options: { idempotencyKey: 'order-1' } }, [{}, {}]);
		expect(error?.message).toBe('Idempotency Key is the same as that of an earlier item [item 1]');
		expect(heard()).toEqual([]);
	});
});

describe('a call that ended', () => {
	beforeEach(() => {
		twilio.phone.end(callSid);
	});

	it("is an error with Twilio's code and the next step", async () => {
		const { error } = await send(json('{"n":1}'));
		expect(error?.message).toBe('The call is not in progress [item 0]');
		expect(error?.description).toContain('Turn on Ignore Ended Calls');
		expect(error?.description).toContain('Twilio error 21220');
	});

	it('is a result when Ignore Ended Calls is on', async () => {
		const { outputs } = await send({ ...json('{"n":1}'), options: { ignoreEndedCalls: true } });
		expect(outputs[0]?.map((item) => item.json)).toEqual([
			{ delivered: false, reason: 'callEnded', call_sid: callSid },
		]);
	});
});

describe('items that fail among others', () => {
	const unknown = `CA${'0'.repeat(32)}`;
	const mixed = (): IDataObject[] => [
		{ sid: callSid, n: 1 },
		{ sid: unknown, n: 2 },
		{ sid: 'oops', n: 3 },
		{ sid: callSid, n: 4 },
	];
	const parameters = { callSid: byId('={{ $json.sid }}'), ...json('={{ { n: $json.n } }}') };

	it('go to the error output, each with its own error and its own item', async () => {
		const { outputs } = await send(parameters, mixed(), { onError: 'continueErrorOutput' });
		expect(outputs[0]?.map((item) => item.pairedItem)).toEqual([{ item: 0 }, { item: 3 }]);
		expect(outputs[1]?.map((item) => [get(item.json, 'error.message'), item.pairedItem])).toEqual([
			['Twilio does not know this call or subscription [item 1]', { item: 1 }],
			['Call SID is not valid [item 2]', { item: 2 }],
		]);
		expect(heard()).toEqual([{ n: 1 }, { n: 4 }]);
	});

	it('keep their place when the run continues on the regular output', async () => {
		const { outputs } = await send(parameters, mixed(), { onError: 'continueRegularOutput' });
		expect(outputs[0]?.map((item) => item.pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
		expect(outputs[0]?.map((item) => get(item.json, 'error.message'))).toStrictEqual([
			undefined,
			'Twilio does not know this call or subscription [item 1]',
			'Call SID is not valid [item 2]',
			undefined,
		]);
	});

	it('stop the run at the lowest one, which says how many were sent before', async () => {
		const items = [
			{ sid: callSid, n: 1 },
			{ sid: unknown, n: 2 },
			{ sid: callSid, n: 3 },
		];
		const { error } = await send({ ...parameters, options: { maxConcurrentCalls: 1 } }, items);
		expect(error?.message).toBe('Twilio does not know this call or subscription [item 1]');
		expect(error?.description).toContain(
			'When the run stopped, 2 of 3 requests had been carried out.',
		);
	});
});

describe('sending again', () => {
	it('repeats the key of an item within one execution, so that the phone hears it once', async () => {
		await send(json('{"n":1}'), [{}], {}, '77');
		await send(json('{"n":1}'), [{}], {}, '77');
		expect(heard()).toEqual([{ n: 1 }]);
	});

	it('is a new message in a new execution', async () => {
		await send(json('{"n":1}'), [{}], {}, '78');
		await send(json('{"n":1}'), [{}], {}, '79');
		expect(heard()).toEqual([{ n: 1 }, { n: 1 }]);
	});
});

describe('a field name of the item', () => {
	it('never changes the prototype of objects', async () => {
		await send(fields(field('__proto__.polluted', 'y', 'string')));
		expect(Reflect.get({}, 'polluted')).toBeUndefined();
	});
});

describe('a credential Twilio does not accept', () => {
	it('is named as the cause, and neither token nor content shows anywhere', async () => {
		const authToken = 'wrong-token-0123456789';
		const { error, run } = await executeNode({
			parameters: {
				resource: 'message',
				operation: 'send',
				callSid: byId(callSid),
				...json('={{ { pin: $json.pin } }}'),
			},
			items: [{ pin: '9731-secret' }],
			credential: { ...credentialOf(twilio), authToken },
		});
		expect(error?.message).toBe('Twilio did not accept the credential [item 0]');
		expect(error?.description).toContain('Twilio error 20003');
		const visible = everythingIn(run.data.resultData.error);
		expect(visible).toContain('Twilio did not accept the credential');
		expect(visible).not.toContain(authToken);
		expect(visible).not.toContain(
			Buffer.from(`${twilio.account.sid}:${authToken}`).toString('base64'),
		);
		expect(visible).not.toContain('9731-secret');
	});

	it('is refused before anything is sent when its Account SID is not one', async () => {
		const { error } = await executeNode({
			parameters: { resource: 'message', operation: 'send', callSid: byId(callSid), ...json('{}') },
			credential: { ...credentialOf(twilio), accountSid: '../evil' },
		});
		expect(error?.message).toMatch(/^The Account SID in the credential is not valid/);
	});
});
