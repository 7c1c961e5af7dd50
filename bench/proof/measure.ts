import { rotated } from '../report/statistics';
import type { Candidate, Delivery } from './candidates';

/** Calls per reading of the clock: enough to hide the clock, few enough for p99 to show the slow ones. */
export const CALLS_PER_SAMPLE = 5;

const SAMPLES_PER_BLOCK = 100;
const BLOCKS = 200;
const WARM_UP_BLOCKS = 40;

/**
 * Microseconds per call, one sample per `CALLS_PER_SAMPLE` calls. The candidates take turns in short blocks,
 * so that whatever else the machine does meets them alike. Throws when one says no.
 */
export function measure(
	candidates: readonly Candidate[],
	deliveries: readonly Delivery[],
): Map<Candidate, number[]> {
	const samples = new Map<Candidate, number[]>(candidates.map((one) => [one, []]));
	for (let block = 0; block < WARM_UP_BLOCKS + BLOCKS; block++) {
		for (const candidate of rotated(candidates, block)) {
			const measured = measureBlock(candidate, deliveries);
			if (block >= WARM_UP_BLOCKS) samples.get(candidate)?.push(...measured);
		}
	}
	return samples;
}

function measureBlock({ name, isGenuine }: Candidate, deliveries: readonly Delivery[]): number[] {
	const samples: number[] = [];
	let next = 0;
	for (let sample = 0; sample < SAMPLES_PER_BLOCK; sample++) {
		const batch = deliveries.slice(next, next + CALLS_PER_SAMPLE);
		next = (next + CALLS_PER_SAMPLE) % deliveries.length;
		const started = process.hrtime.bigint();
		const isRight = batch.every(isGenuine);
		const nanoseconds = Number(process.hrtime.bigint() - started);
		if (!isRight) throw new Error(`${name} refused a genuine callback`);
		samples.push(nanoseconds / 1000 / batch.length);
	}
	return samples;
}
