import { ProblemError, type Problem, type Result } from '../result';
import { explain } from './errors';
import { isCallGone, TwilioRequestError } from './failure';

const MAY_BE_DONE =
	"Twilio may have carried it out anyway. Retry On Fail, in the node's settings, can repeat it safely.";

/** Makes a result of whatever becomes of some work. */
export async function attempt<T>(work: () => T | Promise<T>): Promise<Result<T>> {
	try {
		return { ok: true, value: await work() };
	} catch (error) {
		return { ok: false, problem: problemOf(error) };
	}
}

/** What was thrown, as a problem. */
export function problemOf(error: unknown): Problem {
	if (error instanceof ProblemError) return error.problem;
	if (!(error instanceof TwilioRequestError)) {
		const problem = error instanceof Error ? error.message : String(error);
		return { problem, remedy: '', cause: error };
	}
	const { failure, attempts, mayBeDone } = error;
	const { problem, remedy } = explain(failure);
	return {
		problem,
		remedy: mayBeDone ? `${remedy} ${MAY_BE_DONE}` : remedy,
		failure,
		attempts,
	};
}

/** Tells whether it is that the call is over, or unknown to Twilio. */
export function isOfEndedCall({ failure }: Problem): boolean {
	return failure !== undefined && isCallGone(failure);
}
