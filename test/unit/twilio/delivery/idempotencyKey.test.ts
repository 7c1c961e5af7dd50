import {
	idempotencyKey,
	subscriptionKey,
	type RequestIdentity,
} from '../../../../nodes/TwilioCallMessages/twilio/delivery/idempotencyKey';

const IDENTITY: RequestIdentity = {
	executionKey: '17',
	nodeId: 'c7f1e0a2',
	nodeName: 'Greet',
	runIndex: 0,
	itemIndex: 0,
	recipient: `CA${'1'.repeat(32)}`,
};

describe('idempotencyKey', () => {
	it('gives the same request the same key, today and after an upgrade', () => {
		// The SHA-256 of ["17","c7f1e0a2","Greet",0,0,"CA111…"]: printf '%s' '[…]' | sha256sum
		expect(idempotencyKey({ ...IDENTITY })).toBe(
			'fa08993605de794d245db58d863f4b005d1959b79845529c18bc2630ceff149b',
		);
	});

	it.each<[string, Partial<RequestIdentity>]>([
		['execution', { executionKey: '18' }],
		['node', { nodeId: 'other' }],
		['node with the same ID', { nodeName: 'Greet again' }],
		['turn of a loop', { runIndex: 1 }],
		['item', { itemIndex: 1 }],
		['recipient', { recipient: `CA${'2'.repeat(32)}` }],
	])('gives another %s another key', (_name, change) => {
		expect(idempotencyKey({ ...IDENTITY, ...change })).not.toBe(idempotencyKey(IDENTITY));
	});

	it.each<[string, Partial<RequestIdentity>, Partial<RequestIdentity>]>([
		['run and item', { runIndex: 1, itemIndex: 11 }, { runIndex: 11, itemIndex: 1 }],
		[
			'execution and node',
			{ executionKey: '1', nodeId: '23' },
			{ executionKey: '12', nodeId: '3' },
		],
		[
			'quoted texts',
			{ executionKey: '1","2', nodeId: '3' },
			{ executionKey: '1', nodeId: '2","3' },
		],
	])('keeps %s apart', (_name, one, other) => {
		expect(idempotencyKey({ ...IDENTITY, ...one })).not.toBe(
			idempotencyKey({ ...IDENTITY, ...other }),
		);
	});

	it('gives every request a key of its own where there is no execution', () => {
		const keys = Array.from({ length: 100 }, () =>
			idempotencyKey({ ...IDENTITY, executionKey: undefined }),
		);

		expect(new Set(keys).size).toBe(100);
		expect(keys[0]).toMatch(
			/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
		);
	});

	it('does not show what it is made of', () => {
		expect(idempotencyKey(IDENTITY)).toMatch(/^[0-9a-f]{64}$/);
	});
});

describe('subscriptionKey', () => {
	const SUBSCRIPTION = {
		callSid: 'CA1',
		callbackUrl: 'https://a.example.com',
		callbackMethod: 'POST',
	};

	it('is the same for every status of a call', () => {
		expect(subscriptionKey({ ...SUBSCRIPTION })).toBe(subscriptionKey(SUBSCRIPTION));
	});

	it.each([
		{ callSid: 'CA2' },
		{ callbackUrl: 'https://b.example.com' },
		{ callbackMethod: 'GET' },
	])('is another one for %j', (change) => {
		expect(subscriptionKey({ ...SUBSCRIPTION, ...change })).not.toBe(subscriptionKey(SUBSCRIPTION));
	});
});
