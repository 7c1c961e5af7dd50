import { say } from './report/answer';
import { median, percentile } from './report/statistics';

/** They take turns, so that whatever else the machine does meets all. */
export const ROUNDS = 3;

/** Milliseconds, by whose they are. */
export type Times = Map<string, number[]>;

/** Measures each candidate in turn, round after round, under the settings of that name. */
export async function takeTurns<Candidate>(
	times: Times,
	settings: string,
	candidates: Readonly<Record<string, Candidate>>,
	measure: (candidate: Candidate) => Promise<number[]>,
): Promise<void> {
	for (let round = 0; round < ROUNDS; round++) {
		for (const [name, candidate] of Object.entries(candidates)) {
			addTimes(times, `${name}, ${settings}`, await measure(candidate));
		}
	}
}

/** Adds what one turn measured, and says its median. */
export function addTimes(times: Times, name: string, measured: readonly number[]): void {
	times.set(name, [...(times.get(name) ?? []), ...measured]);
	say(`  ${name}: ${median(measured).toFixed(1)} ms`);
}

export const p50Of = (times: Times, name: string) => median(times.get(name) ?? []);

export const TIME_COLUMNS = ['p50 ms', 'p99 ms', 'max ms'];

/** The cells under `TIME_COLUMNS`. */
export const timeCells = (times: readonly number[]) =>
	[median(times), percentile(times, 99), Math.max(...times)].map((ms) => ms.toFixed(1));
