import { deferred } from '../support/deferred';
import { serveTrigger, type TriggerServer } from '../support/triggerServer';
import { ACCOUNT_SID, AUTH_TOKEN, MESSAGE, sign } from '../support/signedRequests';

const PATH = '/webhook/4c1d0a7e/messages';
let webhookId = 0;
let running: TriggerServer | undefined;

// Every test has a trigger of its own, since messages are remembered for as long as the process lives.
async function serve(parameters = {}, record?: () => Promise<void>, before?: () => Promise<void>) {
	const id = `trigger-${webhookId++}`;
	const path = PATH.replace('4c1d0a7e', id);
	const setup = {
		webhookId: id,
		webhookBaseUrl: 'https://n8n.example.com/webhook',
		credential: { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN },
		parameters,
	};
	running = await serveTrigger(setup, { ...(record && { record }), ...(before && { before }) });
	const { send, sendAndLeave, items } = running;
	const callWith = (
		changes: Readonly<Record<string, string>>,
		url = `https://n8n.example.com${path}`,
	) => {
		const message = { ...MESSAGE, ...changes };
		return {
			path,
			headers: {
				'content-type': 'application/x-www-form-urlencoded',
				'x-twilio-signature': sign(message, { url }),
			},
			body: new URLSearchParams(message).toString(),
		};
	};
	const deliver = async (changes = {}) => await send(callWith(changes));
	const deliverAndLeave = async (changes = {}) => await sendAndLeave(callWith(changes));
	return { send, callWith, deliver, deliverAndLeave, items };
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

it('a repeat is one at whatever spelling of the path it comes in', async () => {
	const publicUrl = 'https://voice.example.com/hooks/twilio';
	const { send, callWith, items } = await serve({ options: { publicUrl } });
	const call = callWith({}, publicUrl);
	for (const path of [
		call.path,
		call.path.replace('messages', '%6dessages'),
		call.path.replace('trigger', '%74rigger'),
		`${call.path}/`,
	]) {
		expect(await send({ ...call, path })).toBe(204);
	}
	expect(items).toHaveLength(1);
});

it('a message at the test URL is another one than at the production URL', async () => {
	const { send, callWith, items } = await serve();
	const production = callWith({});
	const path = production.path.replace('webhook', 'webhook-test');
	const test = { ...callWith({}, `https://n8n.example.com${path}`), path };
	for (const call of [production, test, production, test]) expect(await send(call)).toBe(204);
	expect(items).toHaveLength(2);
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

describe('a sender that goes away without an answer', () => {
	it.each(['before the webhook runs', 'while n8n records the execution'])(
		'%s finds its message received when it sends again',
		async (when) => {
			const isGone = deferred<void>();
			const untilGone = async () => await isGone.promise;
			const waiting = when.startsWith('before') ? [undefined, untilGone] : [untilGone, undefined];
			const { deliver, deliverAndLeave, items } = await serve({}, ...waiting);
			await deliverAndLeave();
			const repeats = [deliver(), deliver()];
			isGone.resolve();

			expect(await Promise.all(repeats)).toEqual([204, 204]);
			expect(await deliver()).toBe(204);
			expect(items).toHaveLength(1);
		},
	);

	it('and whose execution n8n could not record, has its repeat taken', async () => {
		const isGone = deferred<void>();
		let attempts = 0;
		const { deliver, deliverAndLeave, items } = await serve({}, async () => {
			await isGone.promise;
			if (++attempts === 1) throw new Error('database is down');
		});
		await deliverAndLeave();
		const repeat = deliver();
		isGone.resolve();

		expect(await repeat).toBe(204);
		expect(items).toHaveLength(1);
	});
});

describe('with a Maximum Age of 10 minutes', () => {
	const aged = { options: { maximumAge: 10 } };
	const minutesAgo = (minutes: number) => ({
		Timestamp: new Date(Date.now() - minutes * 60_000).toUTCString(),
		Sid: sidOf(minutes),
	});

	it.each([
		['takes a message that is 9 minutes old', 9, 204, 1],
		['refuses one that is 11 minutes old', 11, 403, 0],
	])('%s', async (_name, minutes, status, started) => {
		const { deliver, items } = await serve(aged);
		expect(await deliver(minutesAgo(minutes))).toBe(status);
		expect(items).toHaveLength(started);
	});

	it('remembers a message for as long as it would be taken again', async () => {
		const { deliver, items } = await serve({ options: { maximumAge: 60 } });
		const message = minutesAgo(0);
		expect(await deliver(message)).toBe(204);
		const now = Date.now();
		jest.spyOn(Date, 'now').mockReturnValue(now + 59 * 60_000);
		expect(await deliver(message)).toBe(204);
		jest.spyOn(Date, 'now').mockReturnValue(now + 61 * 60_000);
		expect(await deliver(message)).toBe(403);
		jest.restoreAllMocks();
		expect(items).toHaveLength(1);
	});

	it('remembers no more messages than there is room for', async () => {
		const { deliver, items } = await serve(aged);
		for (let count = 1; count <= 3; count++) await deliver({ ...minutesAgo(0), Sid: sidOf(count) });
		for (let count = 1; count <= 3; count++) await deliver({ ...minutesAgo(0), Sid: sidOf(count) });
		expect(items).toHaveLength(3);
	});

	it('0 takes messages of any age', async () => {
		const { deliver, items } = await serve({ options: { maximumAge: 0 } });
		expect(await deliver({ Timestamp: 'Sat, 01 Jan 2000 00:00:00 +0000' })).toBe(204);
		expect(items).toHaveLength(1);
	});
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

	it('looks into content that an app encoded twice, and gives it out as it came', async () => {
		const { deliver, items } = await serve(filter(['type', 'order']));
		const Content = JSON.stringify(JSON.stringify(content));
		expect(await deliver({ Content })).toBe(204);
		expect(items.map((item) => item['content'])).toEqual([JSON.stringify(content)]);
	});

	it('a message without fields meets no condition', async () => {
		const { deliver, items } = await serve(filter(['length', '4']));
		expect(await deliver({ Content: '"ping"' })).toBe(204);
		expect(items).toHaveLength(0);
	});
});
