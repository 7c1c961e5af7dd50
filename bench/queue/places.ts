import { connect, type N8nApi } from '../../sandbox/n8n/api/api';
import { until } from '../../sandbox/poll';
import type { Cluster } from '../../sandbox/queue/cluster';
import { createExecutionCounter, type ExecutionCounter } from '../throughput/executionCount';
import { createTriggers, type Trigger } from '../throughput/triggers';
import { NAMING_CALL } from '../throughput/load';
import { cpuMsOf } from './cpu';
import { readJobs } from './jobs';

/** Milliseconds of CPU, by what n8n's processes do. */
export interface Cpu {
	readonly processors: number;
	readonly workers: number;
	readonly main: number;
}

/** Where callbacks are sent to: n8n in queue mode, or one process of it. */
export interface Place {
	readonly name: 'queue mode' | 'one process';
	readonly api: N8nApi;
	readonly counter: ExecutionCounter;
	readonly triggers: readonly Trigger[];
	/** What its processes have used so far. */
	readonly cpu: () => Cpu | undefined;
	/** Begins to watch for executions of a workflow, of which `before` was the last; resolves with how to wait for the end of so many. */
	readonly watch: (
		workflowId: string,
		before: number,
	) => Promise<(amount: number) => Promise<void>>;
}

const HANDLED = { timeoutMs: 120_000, everyMs: 50 };

/** Watched from outside, so that nothing but callbacks costs it anything. */
export async function queueMode({ baseUrl, redis, ...members }: Cluster): Promise<Place> {
	const { processors, workers, main } = members;
	const leaders = (some: ReadonlyArray<{ readonly pid: number | undefined }>) =>
		some.map(({ pid = NaN }) => pid);
	return {
		name: 'queue mode',
		...(await prepare(baseUrl)),
		cpu: () => ({
			processors: cpuMsOf(leaders(processors)),
			workers: cpuMsOf(leaders(workers)),
			main: cpuMsOf(leaders([main])),
		}),
		watch: async () => {
			const { added: before } = await readJobs(redis.port);
			return async (amount) =>
				await until('End of the executions', HANDLED, async () => {
					const { added, unfinished } = await readJobs(redis.port);
					return added - before >= amount && unfinished === 0;
				});
		},
	};
}

/** One process that does everything. */
export async function oneProcess(baseUrl: string): Promise<Place> {
	const { api, ...prepared } = await prepare(baseUrl);
	return {
		name: 'one process',
		...prepared,
		api,
		cpu: () => undefined,
		watch: async (workflowId, before) => async (amount) => {
			await until('Start of the executions', HANDLED, async () => {
				const [latest] = await api.executions(workflowId);
				return Number(latest?.id) >= before + amount;
			});
			await until('End of the executions', HANDLED, async () => {
				const unfinished = await api.executions(workflowId, { status: ['new', 'running'] });
				return unfinished.length === 0;
			});
		},
	};
}

async function prepare(baseUrl: string) {
	const api = await connect(baseUrl);
	const triggers = await createTriggers(api, baseUrl, false);
	return {
		api,
		counter: await createExecutionCounter(api),
		triggers: triggers.map((trigger) => ({ ...trigger, requests: NAMING_CALL })),
	};
}
