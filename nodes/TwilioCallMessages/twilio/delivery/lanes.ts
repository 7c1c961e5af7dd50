/** A piece of work. Those of one lane, usually a call, go one after the other. */
export interface Step<Outcome> {
	readonly lane: string;
	readonly run: () => Promise<Outcome>;
}

export interface LaneOptions {
	readonly maxConcurrentCalls: number;
	/** Whether the first failure keeps further steps from starting; those in flight finish. */
	readonly stopOnFailure: boolean;
	readonly isCancelled: () => boolean;
}

/**
 * Runs steps so that those of one lane go one at a time and in order, while up to `maxConcurrentCalls` lanes run side by
 * side. Resolves with the outcome of each step, in the order given; undefined for one that was not started, because
 * another one had failed, or the execution was cancelled.
 */
export async function runLanes<Outcome extends { readonly ok: boolean }>(
	steps: ReadonlyArray<Step<Outcome>>,
	options: LaneOptions,
): Promise<Array<Outcome | undefined>> {
	const outcomes = steps.map((): Outcome | undefined => undefined);
	let hasFailed = false;
	const mayStart = () => !options.isCancelled() && !(hasFailed && options.stopOnFailure);

	const runLane = async (lane: Lane<Outcome>) => {
		for (const { step, index } of lane) {
			if (!mayStart()) return;
			const outcome = await step.run();
			hasFailed ||= !outcome.ok;
			outcomes[index] = outcome;
		}
	};

	const waiting = lanesOf(steps).values();
	const runWaiting = async () => {
		for (const lane of waiting) await runLane(lane);
	};
	await Promise.all(Array.from({ length: options.maxConcurrentCalls }, runWaiting));
	return outcomes;
}

type Lane<Outcome> = Array<{ readonly step: Step<Outcome>; readonly index: number }>;

function lanesOf<Outcome>(steps: ReadonlyArray<Step<Outcome>>): Map<string, Lane<Outcome>> {
	const lanes = new Map<string, Lane<Outcome>>();
	steps.forEach((step, index) => {
		const lane = lanes.get(step.lane) ?? [];
		lane.push({ step, index });
		lanes.set(step.lane, lane);
	});
	return lanes;
}
