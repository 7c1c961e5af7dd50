import { setTimeout as sleep } from 'node:timers/promises';
import { chunk, shuffle, sortBy } from 'lodash';

import { callSidOf, formOf, messagesOf } from '../support/callMessages';
import { serveTrigger, type TriggerServer } from '../support/triggerServer';
import { ACCOUNT_SID, AUTH_TOKEN, sign } from '../support/signedRequests';

const CALLS = 20;
const MESSAGES = 50;

let running: TriggerServer | undefined;
let triggers = 0;
afterEach(async () => await running?.stop());

/** A trigger with such options, and a way to send it a message. */
async function serve(options: object, record?: () => Promise<void>) {
	const webhookId = `order-${triggers++}`;
	const setup = {
		webhookId,
		webhookBaseUrl: 'https://n8n.example.com/webhook',
		credential: { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN },
		parameters: { options: { ...options } },
	};
	running = await serveTrigger(setup, record ? { record } : {});
	const { send, items } = running;
	const deliver = async (call: number, number: number, content: object = {}, hook = 'webhook') => {
		const path = `/${hook}/${webhookId}/messages`;
		const form = formOf({ call, number }, content);
		const signature = sign(form, { url: `https://n8n.example.com${path}` });
		const type = 'application/x-www-form-urlencoded';
		const headers = { 'content-type': type, 'x-twilio-signature': signature };
		return await send({ path, headers, body: new URLSearchParams(form).toString() });
	};
	return { deliver, items };
}

const slowly = async () => await sleep(5 * Math.random());

it('of 1,000 messages of 20 calls, shuffled, doubled and some lost, none is overtaken, and what is missing is named', async () => {
	const { deliver, items } = await serve({ keepOrder: true, gapPatience: 4 }, slowly);
	const all = messagesOf(CALLS, MESSAGES, 0);
	const isLost = ({ number }: { number: number }) => [1, 17, 18, 50].includes(number);
	const arriving = all.filter((message) => message.call % 2 === 0 || !isLost(message));
	// In parts, so that what is slow on a busy machine is not taken for lost.
	for (const part of chunk(sortBy(arriving, 'number'), 200)) {
		const statuses = await Promise.all(
			shuffle([...part, ...part]).map(async ({ call, number }) => await deliver(call, number)),
		);
		expect(new Set(statuses)).toEqual(new Set([204]));
	}

	for (let call = 0; call < CALLS; call++) {
		const ofCall = items.filter((item) => item['call_sid'] === callSidOf({ call }));
		const numbers = arriving.filter((message) => message.call === call).map(({ number }) => number);
		expect(ofCall.map((item) => item['sequence_number'])).toEqual(numbers);
		const missing = ofCall.flatMap((item) => item['missing']);
		expect(missing).toEqual(call % 2 === 0 ? [] : [1, 17, 18]);
		expect(ofCall.some((item) => item['late'])).toBe(false);
	}
});

it('says what is not in order, and only then', async () => {
	const { deliver, items } = await serve({ keepOrder: true, gapPatience: 0.1 });
	for (const number of [1, 4, 3, 5]) await deliver(1, number);
	expect(
		items.map(({ sequence_number: n, gap, missing, late }) => [n, gap, missing, late]),
	).toEqual([
		[1, false, [], false],
		[4, true, [2, 3], false],
		[3, false, [], true],
		[5, false, [], false],
	]);
});

it('does not wait for a message that the filter drops', async () => {
	const contentFilter = { conditions: [{ field: 'type', value: 'order' }] };
	const { deliver, items } = await serve({ keepOrder: true, gapPatience: 8, contentFilter });
	const second = deliver(1, 2, { type: 'order' });
	expect(await deliver(1, 1, { type: 'noise' })).toBe(204);
	expect(await second).toBe(204);
	expect(items).toMatchObject([{ sequence_number: 2, gap: false }]);
});

it('misses a message that was dropped at the test URL alone', async () => {
	const contentFilter = { conditions: [{ field: 'type', value: 'order' }] };
	const { deliver, items } = await serve({ keepOrder: true, gapPatience: 0.1, contentFilter });
	await deliver(1, 1, { type: 'noise' }, 'webhook-test');
	await deliver(1, 2, { type: 'order' });
	expect(items).toMatchObject([{ sequence_number: 2, missing: [1] }]);
});

it('without the option nothing waits, and no item is flagged', async () => {
	const { deliver, items } = await serve({});
	await deliver(1, 3);
	await deliver(1, 2);
	expect(items.map((item) => item['sequence_number'])).toEqual([3, 2]);
	expect(items[0]).not.toHaveProperty('gap');
});

it.each([-1, 8.5, 'soon'])('takes no such wait: %p', async (gapPatience) => {
	const { deliver, items } = await serve({ keepOrder: true, gapPatience });
	expect(await deliver(1, 1)).toBe(503);
	expect(items).toEqual([]);
});
