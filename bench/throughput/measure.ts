import { connect } from '../../sandbox/n8n/api/api';
import { say } from '../report/answer';
import { median, percentile, rotated } from '../report/statistics';
import {
	createExecutionCounter,
	provingExecutions,
	requireNoFailure,
	type ExecutionCounter,
} from './executionCount';
import { sendCallbacks, type Round } from './load';
import { createTriggers, type Trigger, type TriggerName } from './triggers';

export const ROUNDS = 5;
export const SECONDS_PER_ROUND = 2;

const CONNECTIONS = [1, 16];
const WARM_UP = 48;
const LEAST_PER_ROUND = 32;

/** What a trigger reached over some connections. */
export interface Result {
	readonly trigger: TriggerName;
	readonly connections: number;
	readonly answered: number;
	/** one rate per round */
	readonly perSecond: readonly number[];
	readonly p50: number;
	readonly p99: number;
}

/** Measures the triggers in turn in one running n8n. Throws when a callback was refused or started nothing. */
export async function measure(baseUrl: string, hasEarlier: boolean): Promise<Result[]> {
	const api = await connect(baseUrl);
	const triggers = await createTriggers(api, baseUrl, hasEarlier);
	const counter = await createExecutionCounter(api);
	const results: Result[] = [];
	for (const connections of CONNECTIONS) {
		results.push(...(await measureInTurn(triggers, connections, counter)));
	}
	for (const { workflowId } of triggers) await requireNoFailure(api, workflowId);
	return results;
}

async function measureInTurn(
	triggers: readonly Trigger[],
	connections: number,
	counter: ExecutionCounter,
): Promise<Result[]> {
	const send = async (trigger: Trigger, amount: number) =>
		await provingExecutions(
			counter,
			trigger.requests.isLetIn,
			async () => await sendCallbacks(trigger, { connections, amount }),
		);

	const runs: Array<{ trigger: Trigger; amount: number; rounds: Round[] }> = [];
	for (const trigger of triggers) {
		const { perSecond } = await send(trigger, WARM_UP);
		const amount = Math.max(LEAST_PER_ROUND, Math.round(perSecond * SECONDS_PER_ROUND));
		runs.push({ trigger, amount, rounds: [] });
	}
	for (let round = 0; round < ROUNDS; round++) {
		for (const { trigger, amount, rounds } of rotated(runs, round)) {
			rounds.push(await send(trigger, amount));
		}
	}
	const results = runs.map(({ trigger, rounds }) => summary(trigger.name, connections, rounds));
	for (const { trigger, perSecond } of results) {
		say(`  ${connections} connections, ${trigger}: ${median(perSecond).toFixed(1)} callbacks/s`);
	}
	return results;
}

function summary(trigger: TriggerName, connections: number, rounds: readonly Round[]): Result {
	const latenciesMs = rounds.flatMap((round) => round.latenciesMs);
	return {
		trigger,
		connections,
		answered: latenciesMs.length,
		perSecond: rounds.map(({ perSecond }) => perSecond),
		p50: median(latenciesMs),
		p99: percentile(latenciesMs, 99),
	};
}
