import { serveTrigger, type TriggerServer } from '../support/triggerServer';
import { ACCOUNT_SID, AUTH_TOKEN, MESSAGE, sign } from '../support/signedRequests';

const PATH = '/webhook/4c1d0a7e/messages';
let webhookId = 0;
let running: TriggerServer | undefined;

// Every test has a trigger of its own, since messages are remembered for as long as the process lives.
async function serve(parameters = {}, record?: () => Promise<void>) {
	const id = `trigger-${webhookId++}`;
	const path = PATH.replace('4c1d0a7e', id);
	const setup = {
		webhookId: id,
		webhookBaseUrl: 'https://n8n.example.com/webhook',
		credential: { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN },
		parameters,
	};
	running = await serveTrigger(setup, record && { record });
	const { send, items } = running;
	const deliver = async (changes: Readonly<Record<string, string>> = {}) => {
		const message = { ...MESSAGE, ...changes };
		return await send({
			path,
			headers: {
				'content-type': 'application/x-www-form-urlencoded',
				'x-twilio-signature': sign(message, { url: `https://n8n.example.com${path}` }),
			},
			body: new URLSearchParams(message).toString(),
		});
	};
	return { deliver, items };
}
afterEach(async () => await running?.stop());

const sidOf = (number: number) => `KX${String(number).padStart(32, '0')}`;
const pause = async () => await new Promise<void>((resolve) => setImmediate(resolve));

it('1,000 identical deliveries, 50 at a time, start one execution, and all are acknowledged', async () => {
	const { deliver, items } = await serve({}, pause);
	const statuses: number[] = [];
	const lane = async () => {
		for (let count = 0; count < 20; count++) statuses.push(await deliver());
	};
	await Promise.all(Array.from({ length: 50 }, lane));
	expect(statuses).toEqual(Array.from({ length: 1000 }, () => 204));
	expect(items).toHaveLength(1);
});

it('different messages all arrive: of one call, and with the same SID on another call', async () => {
	const { deliver, items } = await serve();
	const messages = [
		{ Sid: sidOf(1) },
		{ Sid: sidOf(2) },
		{ Sid: sidOf(1), CallSid: `CA${'7'.repeat(32)}` },
	];
	for (const message of [...messages, ...messages]) expect(await deliver(message)).toBe(204);
	expect(items.map(({ sid }) => sid)).toEqual([sidOf(1), sidOf(2), sidOf(1)]);
});

it('a delivery n8n could not record is not acknowledged, and its repeat is taken', async () => {
	let isDown = true;
	const { deliver, items } = await serve({}, async () => {
		if (isDown) throw new Error('database is down');
	});
	expect(await deliver()).toBe(500);
	isDown = false;
	expect(await deliver()).toBe(204);
	expect(items).toHaveLength(1);
});

it('a repeat during a delivery that fails takes over', async () => {
	let attempts = 0;
	const { deliver, items } = await serve({}, async () => {
		await pause();
		if (++attempts === 1) throw new Error('database is down');
	});
	expect((await Promise.all([deliver(), deliver(), deliver()])).sort()).toEqual([204, 204, 500]);
	expect(items).toHaveLength(1);
});

it('starts an execution for each when Ignore Duplicates is off', async () => {
	const { deliver, items } = await serve({ options: { ignoreDuplicates: false } });
	await deliver();
	await deliver();
	expect(items).toHaveLength(2);
});

describe('with a content filter', () => {
	const content = { type: 'order', order: { id: 7, ok: true, note: null }, tags: ['a', 'b'] };
	const filter = (...conditions: Array<[field: string, value: string]>) => ({
		options: {
			contentFilter: { conditions: conditions.map(([field, value]) => ({ field, value })) },
		},
	});

	it.each<[string, Array<[string, string]>, number]>([
		['no condition', [], 1],
		['a text', [['type', 'order']], 1],
		['a number one level deeper', [['order.id', '7']], 1],
		['true', [['order.ok', 'true']], 1],
		['null', [['order.note', 'null']], 1],
		['an element of a list', [['tags.1', 'b']], 1],
		[
			'all of several',
			[
				['type', 'order'],
				['order.id', '7'],
			],
			1,
		],
		['another text', [['type', 'Order']], 0],
		[
			'one of several only',
			[
				['type', 'order'],
				['order.id', '8'],
			],
			0,
		],
		['a field that is missing', [['order.name', 'undefined']], 0],
		['an object', [['order', '[object Object]']], 0],
		['an inherited name', [['constructor.name', 'Object']], 0],
	])(
		'%s decides whether a workflow starts; Twilio is told 204',
		async (_name, conditions, started) => {
			const { deliver, items } = await serve(filter(...conditions));
			expect(await deliver({ Content: JSON.stringify(content) })).toBe(204);
			expect(items).toHaveLength(started);
		},
	);

	it('a message without fields meets no condition', async () => {
		const { deliver, items } = await serve(filter(['length', '4']));
		expect(await deliver({ Content: '"ping"' })).toBe(204);
		expect(items).toHaveLength(0);
	});
});
