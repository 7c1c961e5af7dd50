import { getEventListeners } from 'node:events';

import { deadline, pause, sharedAlarm } from '../../../nodes/TwilioCallMessages/twilio/waiting';
import { fakeTime, realTime } from '../../support/fakeTime';

beforeEach(() => fakeTime());
afterEach(realTime);

describe('pause', () => {
	it('takes its time, and no more', async () => {
		const over = jest.fn();
		void pause(500).then(over);
		void pause(500, new AbortController().signal).then(over);
		await jest.advanceTimersByTimeAsync(499);
		expect(over).not.toHaveBeenCalled();
		await jest.advanceTimersByTimeAsync(1);
		expect(over).toHaveBeenCalledTimes(2);
	});

	it('ends at once when it is cancelled, whatever the sleep of n8n does', async () => {
		const cancel = new AbortController();
		const paused = pause(500, cancel.signal);
		cancel.abort(new Error('cancelled'));
		await expect(paused).rejects.toThrow('cancelled');
		await expect(pause(500, cancel.signal)).rejects.toThrow('cancelled');
	});

	it('leaves no listener behind', async () => {
		const { signal } = new AbortController();
		const paused = pause(500, signal);
		await jest.advanceTimersByTimeAsync(500);
		await paused;
		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});

	it('ends for all that were cancelled together', async () => {
		const cancel = new AbortController();
		const over = jest.fn();
		for (let n = 0; n < 3; n++) void pause(500, cancel.signal).catch(over);
		cancel.abort(new Error('cancelled'));
		await jest.advanceTimersByTimeAsync(0);
		expect(over.mock.calls).toEqual(Array(3).fill([new Error('cancelled')]));
		expect(jest.getTimerCount()).toBe(0);
	});
});

it('has one listener at the signal of an execution, however much waits, and none when all is over', async () => {
	const cancel = new AbortController();
	const twenty = <T>(begin: () => T) => Array.from({ length: 20 }, begin);
	const paused = Promise.all(twenty(async () => await pause(500, cancel.signal)));
	twenty(() => deadline(500, cancel.signal));
	twenty(() => deadline(500, cancel.signal).release());
	expect(getEventListeners(cancel.signal, 'abort')).toHaveLength(1);
	await jest.advanceTimersByTimeAsync(500);
	await paused;
	expect(getEventListeners(cancel.signal, 'abort')).toEqual([]);
});

describe('deadline', () => {
	it('comes when its time is up', async () => {
		const { signal, timeIsUp } = deadline(500);
		await jest.advanceTimersByTimeAsync(499);
		expect(signal.aborted).toBe(false);
		await jest.advanceTimersByTimeAsync(1);
		expect([signal.aborted, await timeIsUp]).toEqual([true, 'timeIsUp']);
	});

	it('may be a fraction of a millisecond away, which the platform does not take', async () => {
		realTime();
		expect(await deadline(0.5).timeIsUp).toBe('timeIsUp');
	});

	it('comes early when it is cancelled, though its time is not up', () => {
		const cancel = new AbortController();
		const { signal, timeIsUp } = deadline(500, cancel.signal);
		const up = jest.fn();
		void timeIsUp.then(up);
		cancel.abort();
		expect([signal.aborted, up.mock.calls]).toEqual([true, []]);
	});

	it('does not come once it is released, and listens to nobody', async () => {
		const cancel = new AbortController();
		const { signal, release } = deadline(500, cancel.signal);
		release();
		cancel.abort();
		await jest.advanceTimersByTimeAsync(500);
		expect(signal.aborted).toBe(false);
		expect(getEventListeners(cancel.signal, 'abort')).toEqual([]);
	});
});

describe('sharedAlarm', () => {
	it('rings for each when its time is up, in whatever order they were set', async () => {
		const alarm = sharedAlarm();
		const rang: number[] = [];
		for (const ms of [500, 100, 300, 100]) alarm(ms, () => rang.push(ms));
		await jest.advanceTimersByTimeAsync(99);
		expect(rang).toEqual([]);
		await jest.advanceTimersByTimeAsync(1);
		expect(rang).toEqual([100, 100]);
		await jest.advanceTimersByTimeAsync(399);
		expect(rang).toEqual([100, 100, 300]);
		await jest.advanceTimersByTimeAsync(1);
		expect(rang).toEqual([100, 100, 300, 500]);
	});

	it('rings for those that are set while it rings, and long after it was silent', async () => {
		const alarm = sharedAlarm();
		const rang: string[] = [];
		alarm(100, () => {
			rang.push('first');
			alarm(100, () => rang.push('second'));
		});
		await jest.advanceTimersByTimeAsync(200);
		expect(rang).toEqual(['first', 'second']);
		await jest.advanceTimersByTimeAsync(60_000);
		alarm(100, () => rang.push('third'));
		await jest.advanceTimersByTimeAsync(100);
		expect(rang).toEqual(['first', 'second', 'third']);
	});

	it('does not ring for what was taken back', async () => {
		const alarm = sharedAlarm();
		const rang: string[] = [];
		const silence = alarm(100, () => rang.push('taken back'));
		alarm(100, () => rang.push('other'));
		silence();
		await jest.advanceTimersByTimeAsync(100);
		expect(rang).toEqual(['other']);
	});

	it('needs one timer for many that follow each other', async () => {
		const alarm = sharedAlarm();
		for (let request = 0; request < 1_000; request++) {
			const silence = alarm(15_000, () => undefined);
			await jest.advanceTimersByTimeAsync(1);
			silence();
		}
		expect(jest.getTimerCount()).toBe(1);
	});
});
