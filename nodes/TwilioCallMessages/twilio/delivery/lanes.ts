/** What is to be done for each of some things. Those of one lane, usually a call, come one after the other. */
export interface Work<Thing, Outcome> {
	readonly things: readonly Thing[];
	readonly laneOf: (thing: Thing) => string;
	readonly run: (thing: Thing) => Promise<Outcome>;
}

export interface LaneOptions {
	readonly maxConcurrentCalls: number;
	/** Whether the first failure keeps further steps from starting; those in flight finish. */
	readonly stopOnFailure: boolean;
	readonly isCancelled: () => boolean;
}

/**
 * Does work so that the things of one lane come one at a time and in order, while up to `maxConcurrentCalls` lanes run side
 * by side. Resolves with the outcome of each thing, in the order given; undefined for one that was not begun, because
 * another one had failed, or the execution was cancelled.
 */
export async function runLanes<Thing, Outcome extends { readonly ok: boolean }>(
	{ things, laneOf, run }: Work<Thing, Outcome>,
	options: LaneOptions,
): Promise<Array<Outcome | undefined>> {
	const outcomes = things.map((): Outcome | undefined => undefined);
	let hasFailed = false;
	const mayStart = () => !options.isCancelled() && !(hasFailed && options.stopOnFailure);

	const runLane = async (lane: readonly number[]) => {
		for (const index of lane) {
			const thing = things[index];
			if (thing === undefined || !mayStart()) return;
			const outcome = await run(thing);
			hasFailed ||= !outcome.ok;
			outcomes[index] = outcome;
		}
	};

	const waiting = lanesOf(things, laneOf).values();
	const runWaiting = async () => {
		for (const lane of waiting) await runLane(lane);
	};
	await Promise.all(Array.from({ length: options.maxConcurrentCalls }, runWaiting));
	return outcomes;
}

/** The things of each lane, by their place. */
function lanesOf<Thing>(
	things: readonly Thing[],
	laneOf: (thing: Thing) => string,
): Map<string, number[]> {
	const lanes = new Map<string, number[]>();
	things.forEach((thing, index) => {
		const name = laneOf(thing);
		const lane = lanes.get(name);
		if (lane) lane.push(index);
		else lanes.set(name, [index]);
	});
	return lanes;
}
