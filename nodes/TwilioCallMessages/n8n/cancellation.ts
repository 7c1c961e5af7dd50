import type { IExecuteFunctions } from 'n8n-workflow';

import { isRecord } from '../twilio/json';
import { ProblemError } from '../twilio/result';
import { deadline } from '../twilio/waiting';
import { storedResult } from './storedExecution';

/** Long enough to cost nothing, and short beside the minutes that a run may last. */
const EVERY_MS = 1_000;
/** Of the time, at most one part in so many goes into looking: the data of an execution may be large. */
const SHARE = 20;

/** How a run learns that its execution was cancelled. */
export interface Cancellation {
	readonly signal: AbortSignal;
	/** Nobody needs to know any more. */
	readonly end: () => void;
}

/**
 * Tells when the execution is cancelled. n8n's own signal does, but on a worker of queue mode not for an execution that came
 * in through a webhook processor (https://github.com/n8n-io/n8n/issues/25165). What n8n writes down of a cancelled execution
 * is looked up there as well, every second, as far as n8n lets a node (1.85 does not).
 */
export function cancellationOf(context: IExecuteFunctions): Cancellation {
	const cancelled = new AbortController();
	const over = new AbortController();
	const cancel = () => {
		cancelled.abort(new ProblemError({ problem: 'The execution was cancelled', remedy: '' }));
	};
	const ofN8n = context.getExecutionCancelSignal();
	if (ofN8n?.aborted) cancel();
	ofN8n?.addEventListener('abort', cancel, { signal: over.signal });
	void watch(context, over.signal).then((isCancelled) => isCancelled && cancel());
	return { signal: cancelled.signal, end: () => over.abort() };
}

/** Resolves once the execution is noted as cancelled, or over. */
async function watch(context: IExecuteFunctions, over: AbortSignal): Promise<boolean> {
	for (let pauseMs = EVERY_MS; ;) {
		await deadline(pauseMs, over).timeIsUp;
		if (over.aborted) return false;
		const begun = performance.now();
		if (await isNotedAsCancelled(context)) return true;
		pauseMs = Math.max(EVERY_MS, SHARE * (performance.now() - begun));
	}
}

/** Whether n8n has written down that this very execution was cancelled: a retry of one that was has its data. */
async function isNotedAsCancelled(context: IExecuteFunctions): Promise<boolean> {
	const error = (await storedResult(context))?.['error'];
	const extra = isRecord(error) ? error['extra'] : undefined;
	return (
		isRecord(error) &&
		error['name'] === 'ManualExecutionCancelledError' &&
		isRecord(extra) &&
		extra['executionId'] === context.getExecutionId()
	);
}
