import { ReceivedCallbacks } from '../../../nodes/TwilioCallMessages/webhooks/duplicates';
import { deferred, settled } from '../../support/deferred';

const MINUTE = 60_000;

function messagesAt(start = 0) {
	let now = start;
	const sleeping = deferred<void>();
	const sleep = jest.fn<Promise<void>, [number]>(async () => await sleeping.promise);
	const messages = new ReceivedCallbacks(10_000, { now: () => now, sleep });
	/** Delivers a message that n8n records at once. */
	const deliver = async (key: string, keepUntil?: number) =>
		await messages.claim(key, async () => true, keepUntil);
	return {
		messages,
		deliver,
		sleep,
		pass: (ms: number) => (now += ms),
		wakeUp: () => sleeping.resolve(),
	};
}

it('forgets a message after 15 minutes, not before', async () => {
	const { deliver, pass } = messagesAt();
	expect(await deliver('a')).toBe('first');
	pass(15 * MINUTE - 1);
	expect(await deliver('a')).toBe('repeat');
	pass(1);
	expect(await deliver('a')).toBe('first');
});

it('keeps a message longer when it may come again for longer', async () => {
	const { deliver, pass } = messagesAt();
	await deliver('a', 60 * MINUTE);
	pass(60 * MINUTE - 1);
	expect(await deliver('a')).toBe('repeat');
	pass(1);
	expect(await deliver('a')).toBe('first');
});

it('remembers the last 10,000 messages and forgets the oldest first', async () => {
	const { deliver } = messagesAt();
	for (let number = 0; number <= 10_000; number++) await deliver(String(number));
	expect(await deliver('1')).toBe('repeat');
	expect(await deliver('10000')).toBe('repeat');
	expect(await deliver('0')).toBe('first');
});

it('keeps a message that came again after it was forgotten as long as a new one', async () => {
	const { deliver, pass } = messagesAt();
	await deliver('a');
	pass(15 * MINUTE);
	await deliver('a');
	pass(14 * MINUTE);
	expect(await deliver('a')).toBe('repeat');
});

it('does not forget what took the place of a delivery that fails late', async () => {
	const { messages, deliver, pass } = messagesAt();
	const slow = deferred<boolean>();
	await messages.claim('a', async () => await slow.promise);
	pass(15 * MINUTE);
	await deliver('a');
	slow.resolve(false);
	await settled();
	expect(await deliver('a')).toBe('repeat');
});

it('takes a message again whose first delivery was not recorded', async () => {
	const { messages, deliver } = messagesAt();
	expect(await messages.claim('a', async () => false)).toBe('first');
	await settled();
	expect(await deliver('a')).toBe('first');
});

it('lets one repeat take over from a delivery that fails, and only one', async () => {
	const { messages, deliver } = messagesAt();
	const first = deferred<boolean>();
	await messages.claim('a', async () => await first.promise);
	const repeats = [deliver('a'), deliver('a')];
	first.resolve(false);
	expect((await Promise.all(repeats)).sort()).toEqual(['first', 'repeat']);
});

it('does not decide about a repeat while the first delivery takes longer than Twilio waits', async () => {
	const { messages, deliver, sleep, wakeUp } = messagesAt();
	const first = deferred<boolean>();
	await messages.claim('a', async () => await first.promise);
	const repeat = deliver('a');
	wakeUp();
	expect(await repeat).toBe('undecided');
	expect(sleep.mock.calls).toEqual([[10_000]]);

	first.resolve(true);
	await settled();
	expect(await deliver('a')).toBe('repeat');
});

it('waits for nothing where the first delivery is recorded', async () => {
	const { deliver, sleep } = messagesAt();
	await deliver('a');
	await settled();
	await deliver('a');
	expect(sleep).not.toHaveBeenCalled();
});
