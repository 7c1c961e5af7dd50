/** A piece of work. Those of one lane, usually a call, go one after the other. */
export interface Step<T> {
	readonly lane: string;
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
 * Runs steps so that those of one lane go one at a time and in order, while up to
 * `maxConcurrentCalls` lanes run side by side. Resolves with one outcome per step, in the order given.
 */
export async function runPerCall<T>(
	steps: ReadonlyArray<Step<T>>,
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

type Lane<T> = Array<{ readonly step: Step<T>; readonly index: number }>;

function lanesOf<T>(steps: ReadonlyArray<Step<T>>): Map<string, Lane<T>> {
	const lanes = new Map<string, Lane<T>>();
	steps.forEach((step, index) => {
		const lane = lanes.get(step.lane) ?? [];
		lane.push({ step, index });
		lanes.set(step.lane, lane);
	});
	return lanes;
}

async function settle<T>(step: Step<T>): Promise<StepOutcome<T>> {
	try {
		return { status: 'done', value: await step.run() };
	} catch (error) {
		return { status: 'failed', error };
	}
}
