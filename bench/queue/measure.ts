import { setTimeout as sleep } from 'node:timers/promises';

import { say } from '../report/answer';
import { median, rotated } from '../report/statistics';
import { provingExecutions, requireNoFailure } from '../throughput/executionCount';
import { sendCallbacks } from '../throughput/load';
import type { TriggerName } from '../throughput/triggers';
import type { Cpu, Place } from './places';

export const ROUNDS = 20;
export const PER_ROUND = 150;
export const CONNECTIONS = 8;

const WARM_UP = 300;
/** After the last execution, what n8n's processes tell each other about it. */
const SETTLE_MS = 500;

/** A trigger, and where it is. */
export interface Candidate {
	readonly trigger: TriggerName;
	readonly place: Place;
}

/** What one turn of a candidate measured. */
export interface Turn {
	readonly acceptedPerSecond: number;
	readonly handledPerSecond: number;
	/** per callback; undefined where it is not read */
	readonly cpuMs: Cpu | undefined;
}

/** What a candidate's turns measured, one for each round. */
export interface Result extends Candidate {
	readonly turns: readonly Turn[];
}

/** Measures the candidates in turn. Throws when a callback was refused, started no execution, or one failed. */
export async function measure(candidates: readonly Candidate[]): Promise<Result[]> {
	const results = candidates.map((candidate) => ({ ...candidate, turns: new Array<Turn>() }));
	for (const candidate of candidates) await takeTurn(candidate, WARM_UP);
	for (let round = 0; round < ROUNDS; round++) {
		say(`round ${round + 1} of ${ROUNDS}`);
		for (const { turns, ...candidate } of rotated(results, round)) {
			turns.push(await takeTurn(candidate, PER_ROUND));
		}
	}
	for (const { trigger, place, turns } of results) {
		await requireNoFailure(place.api, triggerOf({ trigger, place }).workflowId);
		const handled = median(turns.map(({ handledPerSecond }) => handledPerSecond));
		say(`  ${trigger}: ${handled.toFixed(1)} handled/s`);
	}
	return results;
}

async function takeTurn(candidate: Candidate, amount: number): Promise<Turn> {
	const { place } = candidate;
	const trigger = triggerOf(candidate);
	const { turn } = await provingExecutions(place.counter, true, async (before) => {
		const allHandled = await place.watch(trigger.workflowId, before);
		const cpuBefore = place.cpu();
		const started = performance.now();
		const { answered, perSecond } = await sendCallbacks(trigger, {
			connections: CONNECTIONS,
			amount,
		});
		await allHandled(amount);
		const seconds = (performance.now() - started) / 1000;
		await sleep(SETTLE_MS);
		const cpuMs = perCallback(cpuBefore, place.cpu(), amount);
		const turn = { acceptedPerSecond: perSecond, handledPerSecond: amount / seconds, cpuMs };
		return { answered, turn };
	});
	return turn;
}

function triggerOf({ place, trigger }: Candidate) {
	const found = place.triggers.find(({ name }) => name === trigger);
	if (found === undefined) throw new Error(`There is no ${trigger}`);
	return found;
}

function perCallback(before: Cpu | undefined, after: Cpu | undefined, amount: number) {
	if (before === undefined || after === undefined) return undefined;
	return {
		processors: (after.processors - before.processors) / amount,
		workers: (after.workers - before.workers) / amount,
		main: (after.main - before.main) / amount,
	};
}
