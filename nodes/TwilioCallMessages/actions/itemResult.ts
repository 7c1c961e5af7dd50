import type { Problem, Result } from '../twilio/result';

/** What became of an item, or of one of several things it wants, after a step. */
export type ItemResult<T> = Result<T> & { readonly itemIndex: number };

export type Good<T> = Extract<ItemResult<T>, { readonly ok: true }>;
type Failed = Extract<ItemResult<never>, { readonly ok: false }>;

export function good<T>(itemIndex: number, value: T): Good<T> {
	return { ok: true, itemIndex, value };
}

export function failed(itemIndex: number, problem: Problem): Failed {
	return { ok: false, itemIndex, problem: { ...problem, itemIndex } };
}

/** The results that went well. */
export function goodOnes<T>(results: ReadonlyArray<ItemResult<T>>): Array<Good<T>> {
	return results.filter((result) => result.ok);
}

/** The results that did not. */
export function failedOnes(results: ReadonlyArray<ItemResult<unknown>>): Failed[] {
	return results.filter((result) => !result.ok);
}
