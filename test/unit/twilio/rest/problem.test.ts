import { explain } from '../../../../nodes/TwilioCallMessages/twilio/rest/errors';
import {
	type Failure,
	TwilioRequestError,
} from '../../../../nodes/TwilioCallMessages/twilio/rest/failure';
import {
	attempt,
	isOfEndedCall,
	problemOf,
} from '../../../../nodes/TwilioCallMessages/twilio/rest/problem';
import { ProblemError } from '../../../../nodes/TwilioCallMessages/twilio/result';

const refusal = (code: number): Failure => ({
	kind: 'refused',
	status: 404,
	code,
	retryAfterMs: undefined,
});

const FIELD = { problem: 'Limit is not a number', remedy: 'Enter a number.', itemIndex: 2 };

describe('attempt', () => {
	it.each([
		['a value', () => 7],
		['a promise of one', async () => await Promise.resolve(7)],
	])('has the value of work that gives %s', async (_, work) => {
		expect(await attempt(work)).toEqual({ ok: true, value: 7 });
	});

	it.each([
		[
			'throws',
			() => {
				throw new ProblemError(FIELD);
			},
		],
		['rejects', async () => await Promise.reject(new ProblemError(FIELD))],
	])('has the problem of work that %s', async (_, work) => {
		expect(await attempt(work)).toEqual({ ok: false, problem: FIELD });
	});
});

describe('problemOf', () => {
	it('explains how a request to Twilio failed, and keeps the failure', () => {
		const failure = refusal(20404);

		expect(problemOf(new TwilioRequestError(failure, 3))).toEqual({
			...explain(failure),
			failure,
			attempts: 3,
		});
	});

	it('says when the request may have been carried out anyway', () => {
		const failure: Failure = { kind: 'unreachable' };
		const { remedy } = explain(failure);

		expect(problemOf(new TwilioRequestError(failure)).remedy).toBe(
			`${remedy} Twilio may have carried it out anyway. Retry On Fail, in the node's settings, can repeat it safely.`,
		);
		expect(problemOf(new TwilioRequestError(failure, 1, false)).remedy).toBe(remedy);
	});

	it('keeps any other error, which n8n can show', () => {
		const cause = new TypeError('bad expression');

		expect(problemOf(cause)).toEqual({ problem: 'bad expression', remedy: '', cause });
		expect(problemOf('gone')).toEqual({ problem: 'gone', remedy: '', cause: 'gone' });
	});
});

it.each<[number | undefined, boolean]>([
	[20404, true],
	[21220, true],
	[20003, false],
	[undefined, false],
])('isOfEndedCall: Twilio code %s is %s', (code, expected) => {
	const problem =
		code === undefined
			? { problem: '', remedy: '' }
			: problemOf(new TwilioRequestError(refusal(code)));

	expect(isOfEndedCall(problem)).toBe(expected);
});
