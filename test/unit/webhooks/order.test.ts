import { MessageOrder, type Turn } from '../../../nodes/TwilioCallMessages/webhooks/order';
import { deferred } from '../../support/deferred';
import { fakeTime, realTime } from '../../support/fakeTime';

beforeEach(() => fakeTime());
afterEach(realTime);

const PATIENCE_MS = 2_000;
const pass = async (ms: number) => await jest.advanceTimersByTimeAsync(ms);

function messagesOfCall() {
	const order = new MessageOrder();
	const started: Array<Turn & { readonly number: number }> = [];
	const sentBack: number[] = [];
	/** A message arrives. `recording` says whether n8n records it, by default at once. */
	const arrive = (number: number, recording = Promise.resolve(true), call = 'call') => {
		const candidate = { sequenceNumber: number, patienceMs: PATIENCE_MS, recording };
		void order.turnOf(call, candidate).then((turn) => {
			if (turn === 'undecided') sentBack.push(number);
			else started.push({ number, ...turn });
		});
	};
	return {
		arrive,
		arriveAll: async (numbers: readonly number[]) => {
			for (const number of numbers) arrive(number);
			await pass(0);
		},
		drop: (number: number, call = 'call') => order.pass(call, number),
		started,
		sentBack,
		numbers: () => started.map(({ number }) => number),
	};
}

it('starts what comes in order at once', async () => {
	const { arriveAll, started } = messagesOfCall();
	await arriveAll([1, 2, 3]);
	expect(started).toEqual([1, 2, 3].map((number) => ({ number, missing: [], isLate: false })));
});

it('has a message wait for the earlier ones, and puts any order right', async () => {
	const { arriveAll, numbers, started } = messagesOfCall();
	await arriveAll([4, 2, 3]);
	expect(numbers()).toEqual([]);
	await arriveAll([1]);
	expect(numbers()).toEqual([1, 2, 3, 4]);
	expect(started.every(({ missing, isLate }) => missing.length === 0 && !isLate)).toBe(true);
});

it('starts a message only when the one before is recorded', async () => {
	const { arrive, numbers } = messagesOfCall();
	const first = deferred<boolean>();
	arrive(1, first.promise);
	arrive(2);
	await pass(PATIENCE_MS + 1);
	expect(numbers()).toEqual([1]);
	first.resolve(true);
	await pass(0);
	expect(numbers()).toEqual([1, 2]);
});

it('goes on without what does not come in time, says which, and flags it when it comes', async () => {
	const { arriveAll, started } = messagesOfCall();
	await arriveAll([1, 4, 6]);
	await pass(PATIENCE_MS - 1);
	expect(started).toHaveLength(1);
	await pass(1);
	expect(started.slice(1)).toEqual([
		{ number: 4, missing: [2, 3], isLate: false },
		{ number: 6, missing: [5], isLate: false },
	]);
	await arriveAll([3, 7, 7]);
	expect(started.slice(3)).toEqual([
		{ number: 3, missing: [], isLate: true },
		{ number: 7, missing: [], isLate: false },
		{ number: 7, missing: [], isLate: true },
	]);
});

it('waits no longer for a gap because something else of it has come', async () => {
	const { arriveAll, numbers } = messagesOfCall();
	await arriveAll([1, 7]);
	await pass(PATIENCE_MS - 100);
	await arriveAll([6]);
	await pass(100);
	expect(numbers()).toEqual([1, 6, 7]);
});

it('waits for a message again that n8n could not record', async () => {
	const { arrive, arriveAll, numbers } = messagesOfCall();
	const failing = deferred<boolean>();
	arrive(1, failing.promise);
	arrive(2);
	await pass(0);
	failing.resolve(false);
	await pass(100);
	expect(numbers()).toEqual([1]);
	await arriveAll([1]);
	expect(numbers()).toEqual([1, 1, 2]);
});

it('knows what starts nothing also when n8n could not record the message before it', async () => {
	const { arrive, arriveAll, drop, started } = messagesOfCall();
	const failing = deferred<boolean>();
	drop(2);
	arrive(1, failing.promise);
	drop(3);
	failing.resolve(false);
	await arriveAll([1, 4]);
	expect(started).toEqual([1, 1, 4].map((number) => ({ number, missing: [], isLate: false })));
});

it('sends a message back whose predecessor is recorded for too long, so that none overtakes', async () => {
	const { arrive, started, sentBack } = messagesOfCall();
	const slow = deferred<boolean>();
	arrive(1, slow.promise);
	arrive(2);
	await pass(9_000);
	arrive(3);
	await pass(999);
	expect(sentBack).toEqual([]);
	await pass(1);
	expect(sentBack).toEqual([2]);
	arrive(2);
	slow.resolve(true);
	await pass(0);
	expect(started).toEqual([1, 2, 3].map((number) => ({ number, missing: [], isLate: false })));
});

it('nobody waits for, or misses, a message that starts nothing', async () => {
	const { arriveAll, drop, started } = messagesOfCall();
	await arriveAll([3, 6]);
	drop(2);
	drop(1);
	await pass(0);
	expect(started).toEqual([{ number: 3, missing: [], isLate: false }]);
	drop(5);
	await pass(PATIENCE_MS);
	expect(started[1]).toEqual({ number: 6, missing: [4], isLate: false });
});

it('knows the last 100 messages that start nothing', async () => {
	const { arriveAll, drop, started } = messagesOfCall();
	for (let number = 2; number <= 101; number++) drop(number);
	await arriveAll([102]);
	await pass(PATIENCE_MS);
	for (let number = 104; number <= 204; number++) drop(number);
	await arriveAll([106]);
	await pass(PATIENCE_MS);
	expect(started.map(({ missing }) => missing)).toEqual([[], [103, 104]]);
});

it('counts from 0 as well', async () => {
	const { arriveAll, drop, numbers, arrive } = messagesOfCall();
	await arriveAll([0, 2, 1]);
	expect(numbers()).toEqual([0, 1, 2]);
	arrive(2, undefined, 'another call');
	drop(1, 'another call');
	await pass(0);
	expect(numbers()).toHaveLength(3);
	arrive(0, undefined, 'another call');
	await pass(0);
	expect(numbers().slice(3)).toEqual([0, 2]);
});

it('calls do not wait for each other', async () => {
	const { arrive, numbers } = messagesOfCall();
	arrive(2);
	arrive(1, undefined, 'another call');
	await pass(0);
	expect(numbers()).toEqual([1]);
});

it('names the last 100 numbers of a large gap, as it is after a restart in the middle of a call', async () => {
	const { arriveAll, started } = messagesOfCall();
	await arriveAll([1_000_000]);
	await pass(PATIENCE_MS);
	const [first] = started;
	expect(first?.missing).toHaveLength(100);
	expect([first?.missing[0], first?.missing.at(-1)]).toEqual([999_900, 999_999]);
});
