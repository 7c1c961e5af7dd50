import {
	type Failure,
	TwilioRequestError,
} from '../../../../nodes/TwilioCallMessages/twilio/rest/failure';
import { retryDelay, withRetry } from '../../../../nodes/TwilioCallMessages/twilio/rest/retry';

const POLICY = { maxRetries: 3, baseMs: 500, maxMs: 10_000 };

const refused = (status: number, retryAfterMs?: number): Failure => ({
	kind: 'refused',
	status,
	code: undefined,
	retryAfterMs,
});
const unreachable: Failure = { kind: 'unreachable' };

describe('retryDelay', () => {
	const always = (chance: number) => () => chance;

	it.each<[string, Failure]>([
		['too many requests', refused(429)],
		['an internal error', refused(500)],
		['an error no one has listed', refused(599)],
		['a broken connection', unreachable],
		['a timeout', { kind: 'timeout', timeoutMs: 1 }],
		['an answer that is not Twilio’s', { kind: 'unexpectedAnswer', status: 201 }],
	])('repeats after %s', (_name, failure) => {
		expect(retryDelay(failure, 1, POLICY, always(0.5))).toBe(250);
	});

	it.each([301, 302, 307, 308, 400, 401, 403, 404, 409, 413, 422, 428, 430, 499])(
		'gives up after status %s, even with a Retry-After',
		(status) => {
			expect(retryDelay(refused(status, 10), 1, POLICY, always(0.5))).toBeUndefined();
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
	])('waits after failure %s for less than %s ms, as chance has it', (attempt, ceiling) => {
		const policy = { ...POLICY, maxRetries: 100 };
		const delays = [0, 0.25, 1].map((chance) =>
			retryDelay(unreachable, attempt, policy, always(chance)),
		);

		expect(delays).toEqual([0, ceiling / 4, ceiling]);
	});

	it.each([
		['as long as Twilio asks for', 3_000, 3_250],
		['hardly when Twilio asks for nothing', 0, 250],
		['no longer than the policy allows', 60_000, 10_250],
	])(
		'waits %s, and a little more so that calls refused together spread out',
		(_name, retryAfterMs, expected) => {
			expect(retryDelay(refused(429, retryAfterMs), 1, POLICY, always(0.5))).toBe(expected);
			expect(retryDelay(refused(503, retryAfterMs), 1, POLICY, always(0.5))).toBe(expected);
		},
	);

	it.each([
		[3, 3, 500],
		[4, 3, undefined],
		[1, 1, 125],
		[1, 0, undefined],
	])('after failure %s of %s allowed waits %s ms', (attempt, maxRetries, expected) => {
		expect(retryDelay(unreachable, attempt, { ...POLICY, maxRetries }, always(0.25))).toBe(
			expected,
		);
	});
});

describe('withRetry', () => {
	const error = (failure: Failure) => new TwilioRequestError(failure);

	/** Runs attempts that fail as listed and then succeed. */
	const run = async (failures: readonly unknown[], maxRetries = 3) => {
		const attempts: number[] = [];
		const waits: number[] = [];
		const outcome = await withRetry(
			async (number) => {
				attempts.push(number);
				if (number <= failures.length) throw failures[number - 1];
				return 'sent';
			},
			{ ...POLICY, maxRetries },
			{
				sleep: async (ms) => void waits.push(ms),
				random: () => 0.5,
			},
		).catch((reason: unknown) => ({ reason }));
		return { outcome, attempts, waits };
	};

	it('does nothing twice that succeeds', async () => {
		expect(await run([])).toEqual({ outcome: 'sent', attempts: [1], waits: [] });
	});

	it('waits longer from failure to failure', async () => {
		expect(await run([error(unreachable), error(refused(500)), error(refused(429, 7))])).toEqual({
			outcome: 'sent',
			attempts: [1, 2, 3, 4],
			waits: [250, 500, 257],
		});
	});

	it('rejects with the last error when no repeat is left', async () => {
		const errors = [error(unreachable), error(refused(503)), error(refused(429))];
		const { outcome, attempts, waits } = await run(errors, 2);

		expect(outcome).toEqual({ reason: errors[2] });
		expect({ attempts, waits }).toEqual({ attempts: [1, 2, 3], waits: [250, 500] });
	});

	it.each([
		['a refusal for good', error(refused(400))],
		['an error that is not of a request', new Error('bug')],
		['something that is no error', undefined],
	])('gives up at once after %s', async (_name, reason) => {
		expect(await run([reason])).toEqual({ outcome: { reason }, attempts: [1], waits: [] });
	});

	it('stops when waiting is cut short', async () => {
		const cancelled = new Error('cancelled');
		const attempts: number[] = [];
		const running = withRetry(
			async (number) => {
				attempts.push(number);
				throw error(unreachable);
			},
			POLICY,
			{ sleep: async () => await Promise.reject(cancelled), random: () => 0 },
		);

		await expect(running).rejects.toBe(cancelled);
		expect(attempts).toEqual([1]);
	});
});
