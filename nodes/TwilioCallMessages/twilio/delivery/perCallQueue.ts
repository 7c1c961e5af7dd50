/** A piece of work for one call. Its index in the list is its item's. */
export interface CallStep<T> {
	readonly callSid: string;
	readonly run: () => Promise<T>;
}

/** How a step ended. A step is not started when one before it failed, or the execution was cancelled. */
export type StepOutcome<T> =
	| { readonly status: 'done'; readonly value: T }
	| { readonly status: 'failed'; readonly error: unknown }
	| { readonly status: 'notStarted' };

export interface QueueOptions {
	readonly maxConcurrentCalls: number;
	/** Whether the first failure keeps further steps from starting; those in flight finish. */
	readonly stopOnFailure: boolean;
	readonly isCancelled: () => boolean;
}

/**
 * Runs steps so that those of one call go one at a time and in order (a lane), while up to
 * `maxConcurrentCalls` lanes run side by side. Resolves with one outcome per step, in the order given.
 */
export async function runPerCall<T>(
	steps: ReadonlyArray<CallStep<T>>,
	options: QueueOptions,
): Promise<Array<StepOutcome<T>>> {
	const outcomes = steps.map((): StepOutcome<T> => ({ status: 'notStarted' }));
	let hasFailed = false;
	const mayStart = () => !options.isCancelled() && !(hasFailed && options.stopOnFailure);

	const runLane = async (lane: Lane<T>) => {
		for (const { step, index } of lane) {
			if (!mayStart()) return;
			const outcome = await settle(step);
			hasFailed ||= outcome.status === 'failed';
			outcomes[index] = outcome;
		}
	};

	const waiting = lanesOf(steps).values();
	const runLanes = async () => {
		for (const lane of waiting) await runLane(lane);
	};
	await Promise.all(Array.from({ length: options.maxConcurrentCalls }, runLanes));
	return outcomes;
}

type Lane<T> = Array<{ readonly step: CallStep<T>; readonly index: number }>;

function lanesOf<T>(steps: ReadonlyArray<CallStep<T>>): Map<string, Lane<T>> {
	const lanes = new Map<string, Lane<T>>();
	steps.forEach((step, index) => {
		const lane = lanes.get(step.callSid) ?? [];
		lane.push({ step, index });
		lanes.set(step.callSid, lane);
	});
	return lanes;
}

async function settle<T>(step: CallStep<T>): Promise<StepOutcome<T>> {
	try {
		return { status: 'done', value: await step.run() };
	} catch (error) {
		return { status: 'failed', error };
	}
}
