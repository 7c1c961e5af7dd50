import { ReceivedMessages } from '../../../nodes/TwilioCallMessages/webhooks/duplicates';

const MINUTE = 60_000;

function messagesAt(start = 0) {
	let now = start;
	const messages = new ReceivedMessages(() => now);
	/** Delivers a message that n8n records; says whether it was new. */
	const deliver = async (key: string) => {
		const settle = await messages.claim(key);
		settle?.(true);
		return settle !== undefined;
	};
	return { messages, deliver, pass: (ms: number) => (now += ms) };
}

it('forgets a message after 15 minutes, not before', async () => {
	const { deliver, pass } = messagesAt();
	expect(await deliver('a')).toBe(true);
	pass(15 * MINUTE - 1);
	expect(await deliver('a')).toBe(false);
	pass(1);
	expect(await deliver('a')).toBe(true);
});

it('remembers the last 10,000 messages and forgets the oldest first', async () => {
	const { deliver } = messagesAt();
	for (let number = 0; number <= 10_000; number++) await deliver(String(number));
	expect(await deliver('1')).toBe(false);
	expect(await deliver('10000')).toBe(false);
	expect(await deliver('0')).toBe(true);
});

it('keeps a message that came again after it was forgotten as long as a new one', async () => {
	const { deliver, pass } = messagesAt();
	await deliver('a');
	pass(15 * MINUTE);
	await deliver('a');
	pass(14 * MINUTE);
	expect(await deliver('a')).toBe(false);
});

it('settling late does not forget what took its place', async () => {
	const { messages, pass } = messagesAt();
	const slow = await messages.claim('a');
	pass(15 * MINUTE);
	const next = await messages.claim('a');
	next?.(true);
	slow?.(false);
	expect(await messages.claim('a')).toBeUndefined();
});

it('takes a message again whose first delivery was not recorded', async () => {
	const { messages } = messagesAt();
	(await messages.claim('a'))?.(false);
	expect(await messages.claim('a')).toBeDefined();
});

it('lets one repeat take over from a delivery that fails, and only one', async () => {
	const { messages } = messagesAt();
	const first = await messages.claim('a');
	const repeats = [messages.claim('a'), messages.claim('a')];
	first?.(false);
	const takenOver = await Promise.race(repeats);
	takenOver?.(true);
	const claims = await Promise.all(repeats);
	expect(claims.filter((settle) => settle !== undefined)).toHaveLength(1);
});
