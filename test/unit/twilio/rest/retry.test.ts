import {
	type Failure,
	TwilioRequestError,
} from '../../../../nodes/TwilioCallMessages/twilio/rest/failure';
import {
	withRetry,
	type Attempt,
	type RetryPolicy,
} from '../../../../nodes/TwilioCallMessages/twilio/rest/retry';

const POLICY: RetryPolicy = {
	maxRetries: 3,
	timeoutMs: 15_000,
	baseMs: 500,
	maxMs: 10_000,
	hasEffect: true,
};

const refused = (status: number, retryAfterMs?: number): Failure => ({
	kind: 'refused',
	status,
	code: undefined,
	retryAfterMs,
});
const unreachable: Failure = { kind: 'unreachable' };

describe('what withRetry waits between two attempts', () => {
	/** Fails so many times in the same way. The wait after the last of them, undefined when it gives up instead. */
	async function waitAfter(
		failure: Failure,
		attempt: number,
		chance: number,
		change: Partial<RetryPolicy> = {},
	): Promise<number | undefined> {
		const waits: number[] = [];
		let failures = 0;
		const failing = withRetry(
			async () => {
				if (failures++ < attempt) throw new TwilioRequestError(failure);
			},
			{ ...POLICY, ...change },
			{ sleep: async (ms) => void waits.push(ms), random: () => chance, now: () => 0 },
		);
		await failing.catch((error: unknown) => expect(error).toBeInstanceOf(TwilioRequestError));
		return waits[attempt - 1];
	}

	it.each<[string, Failure]>([
		['too many requests', refused(429)],
		['a request that came too late', refused(408)],
		['a request that came too early', refused(425)],
		['an internal error', refused(500)],
		['an error no one has listed', refused(599)],
		['a broken connection', unreachable],
		['a timeout', { kind: 'timeout', timeoutMs: 1 }],
		['an answer that is not Twilio’s', { kind: 'unexpectedAnswer', status: 201 }],
	])('repeats after %s', async (_name, failure) => {
		expect(await waitAfter(failure, 1, 0.5)).toBe(250);
	});

	it.each([301, 302, 307, 308, 400, 401, 403, 404, 409, 413, 422, 428, 430, 499])(
		'gives up after status %s, even with a Retry-After',
		async (status) => {
			expect(await waitAfter(refused(status, 10), 1, 0.5)).toBeUndefined();
		},
	);

	it.each([
		[1, 500],
		[2, 1_000],
		[3, 2_000],
		[4, 4_000],
		[5, 8_000],
		[6, 10_000],
		[60, 10_000],
	])('waits after failure %s for less than %s ms, as chance has it', async (attempt, ceiling) => {
		const chances = [0, 0.25, 1];
		const waits = chances.map(
			async (chance) => await waitAfter(unreachable, attempt, chance, { maxRetries: 100 }),
		);

		expect(await Promise.all(waits)).toEqual([0, ceiling / 4, ceiling]);
	});

	it.each([
		['as long as Twilio asks for', 3_000, 3_250],
		['hardly when Twilio asks for nothing', 0, 250],
		['no longer than the policy allows', 60_000, 10_250],
	])(
		'waits %s, and a little more so that calls refused together spread out',
		async (_name, retryAfterMs, expected) => {
			expect(await waitAfter(refused(429, retryAfterMs), 1, 0.5)).toBe(expected);
			expect(await waitAfter(refused(503, retryAfterMs), 1, 0.5)).toBe(expected);
		},
	);

	it.each([
		[3, 3, 500],
		[4, 3, undefined],
		[1, 1, 125],
		[1, 0, undefined],
	])('after failure %s of %s allowed waits %s ms', async (attempt, maxRetries, expected) => {
		expect(await waitAfter(unreachable, attempt, 0.25, { maxRetries })).toBe(expected);
	});
});

describe('withRetry', () => {
	const error = (failure: Failure) => new TwilioRequestError(failure);

	/** Runs attempts that take a second each, fail as listed and then succeed. Nothing really waits. */
	const run = async (failures: readonly unknown[], change: Partial<RetryPolicy> = {}) => {
		const attempts: Attempt[] = [];
		const waits: number[] = [];
		let clock = 5_000;
		const outcome = await withRetry(
			async (attempt) => {
				attempts.push(attempt);
				clock += 1_000;
				if (attempts.length <= failures.length) throw failures[attempts.length - 1];
				return 'sent';
			},
			{ ...POLICY, ...change },
			{
				sleep: async (ms) => {
					waits.push(ms);
					clock += ms;
				},
				random: () => 0.5,
				now: () => clock,
			},
		).catch((reason: unknown) => ({ reason }));
		return { outcome, attempts, waits };
	};

	const attempt = (mayBeDone: boolean, timeoutMs = POLICY.timeoutMs) => ({ timeoutMs, mayBeDone });

	it('does nothing twice that succeeds', async () => {
		expect(await run([])).toEqual({ outcome: 'sent', attempts: [attempt(false)], waits: [] });
	});

	it('waits longer from failure to failure', async () => {
		const failures = [error(unreachable), error(refused(500)), error(refused(429, 7))];
		const { outcome, attempts, waits } = await run(failures);

		expect(outcome).toBe('sent');
		expect(attempts).toHaveLength(4);
		expect(waits).toEqual([250, 500, 257]);
	});

	it('tells an attempt whether one before it may have been carried out', async () => {
		const failures = [error(refused(429)), error(refused(503)), error(refused(429))];
		const { attempts } = await run(failures);

		expect(attempts).toEqual([false, false, true, true].map((mayBeDone) => attempt(mayBeDone)));
	});

	it('rejects with the last failure, and what is known of all of them, when no repeat is left', async () => {
		const failures = [error(unreachable), error(refused(503)), error(refused(429))];
		const { outcome, attempts, waits } = await run(failures, { maxRetries: 2 });

		const expected = new TwilioRequestError(refused(429), 3, true);
		expect(outcome).toEqual({ reason: expected });
		expect(outcome).toMatchObject({ reason: { attempts: 3, mayBeDone: true } });
		expect(attempts).toHaveLength(3);
		expect(waits).toEqual([250, 500]);
	});

	it('knows that a question changed nothing, whatever became of the answer', async () => {
		const failures = [error(unreachable), error(refused(503))];
		const { outcome, attempts } = await run(failures, { maxRetries: 1, hasEffect: false });

		expect(outcome).toMatchObject({ reason: { failure: refused(503), mayBeDone: false } });
		expect(attempts).toEqual([attempt(false), attempt(false)]);
	});

	it('knows that nothing was carried out when every attempt was one too many', async () => {
		const { outcome } = await run(Array(4).fill(error(refused(429))));

		expect(outcome).toMatchObject({
			reason: { failure: refused(429), attempts: 4, mayBeDone: false },
		});
	});

	it.each([
		['an error that is not of a request', new Error('bug')],
		['something that is no error', undefined],
	])('gives up at once after %s, and rejects with it', async (_name, reason) => {
		expect(await run([reason])).toEqual({
			outcome: { reason },
			attempts: [attempt(false)],
			waits: [],
		});
	});

	it('gives up at once after a refusal for good', async () => {
		const { outcome, attempts, waits } = await run([error(refused(400))]);

		expect(outcome).toMatchObject({ reason: { failure: refused(400), attempts: 1 } });
		expect({ attempts, waits }).toEqual({ attempts: [attempt(false)], waits: [] });
	});

	describe('takes no longer than its attempts may take', () => {
		it('and cuts the last attempt short by what was spent on waiting', async () => {
			const failures = [error(refused(429, 2_000)), error(unreachable), error(unreachable)];
			const { attempts } = await run(failures, { timeoutMs: 2_000 });

			// 8 s in all. Spent before the last attempt: 3 x 1 s on attempts, 2,250 + 500 + 875 ms on waiting.
			expect(attempts.map(({ timeoutMs }) => timeoutMs)).toEqual([2_000, 2_000, 2_000, 1_375]);
		});

		it('and uses all of it: a wait drawn by chance ends in time for one more attempt', async () => {
			const failures = Array<unknown>(11).fill(error(unreachable));
			const { attempts, waits } = await run(failures, { maxRetries: 10, timeoutMs: 2_000 });

			// 22 s in all, of which the waits after the fifth failure could take more than is left.
			expect(waits.map(Math.round)).toEqual([250, 500, 1_000, 2_000, 4_000, 3_875, 1_438, 219]);
			expect(attempts.at(-1)?.timeoutMs).toBeCloseTo(719, 0);
		});

		it('and waits for nothing that would come too late', async () => {
			const failures = [error(refused(429, 8_000)), error(unreachable)];
			const { outcome, attempts, waits } = await run(failures, { timeoutMs: 2_000 });

			expect(outcome).toMatchObject({ reason: { failure: refused(429, 8_000), attempts: 1 } });
			expect({ attempts, waits }).toEqual({ attempts: [attempt(false, 2_000)], waits: [] });
		});

		it.each([
			[6_250, 2],
			[6_251, 1],
		])('so that a wait of %s ms and a quarter second allows attempt %s', async (ms, expected) => {
			const { attempts } = await run([error(refused(429, ms))], { timeoutMs: 2_000 });

			// 8 s in all, one spent on the attempt; another one needs half a second at least.
			expect(attempts).toHaveLength(expected);
		});
	});

	it('gives up, with what it knows, when it was held up until its time was over', async () => {
		let clock = 0;
		const running = withRetry(
			async () => await Promise.reject(error(refused(503))),
			{ ...POLICY, timeoutMs: 1_000 },
			{ sleep: async () => void (clock = 4_000), random: () => 0, now: () => clock },
		);
		await expect(running).rejects.toMatchObject({
			failure: refused(503),
			attempts: 1,
			mayBeDone: true,
		});
	});

	it('stops when waiting is cut short', async () => {
		const cancelled = new Error('cancelled');
		const attempts: Attempt[] = [];
		const running = withRetry(
			async (attempt) => {
				attempts.push(attempt);
				throw error(unreachable);
			},
			POLICY,
			{ sleep: async () => await Promise.reject(cancelled), random: () => 0, now: () => 0 },
		);

		await expect(running).rejects.toBe(cancelled);
		expect(attempts).toHaveLength(1);
	});
});
