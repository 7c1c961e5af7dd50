import type { Failure } from './rest/failure';

/** What went wrong, and what to do about it, in words for the person who built the workflow: never a token or a content. */
export interface Explanation {
	readonly problem: string;
	readonly remedy: string;
}

/** The same with all that is known: which item and call it is about, and where it comes from. */
export interface Problem extends Explanation {
	readonly itemIndex?: number | undefined;
	readonly callSid?: string | undefined;
	/** How a request to Twilio failed, the last time it was tried. */
	readonly failure?: Failure | undefined;
	readonly attempts?: number | undefined;
	/** How far the run had come when this stopped it. */
	readonly progress?: string | undefined;
	/** An error of n8n's own, which says it better. */
	readonly cause?: unknown;
}

/** What came of something that can fail. */
export type Result<T, P = Problem> =
	{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: P };

/** Ends what is being read, deep in a field, when it cannot be used. `attempt` makes a result of it. */
export class ProblemError extends Error {
	constructor(readonly problem: Problem) {
		super(problem.problem);
		this.name = 'ProblemError';
	}
}
