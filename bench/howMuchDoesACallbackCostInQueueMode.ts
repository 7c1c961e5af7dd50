import { version as autocannonVersion } from 'autocannon/package.json';

import { startCluster } from '../sandbox/queue/cluster';
import { findPrograms } from '../sandbox/queue/programs';
import { installing } from './barePackage';
import { BODY_BYTES } from './callback';
import { requireReadableCpu } from './queue/cpu';
import {
	CONNECTIONS,
	measure,
	PER_ROUND,
	ROUNDS,
	type Candidate,
	type Result,
	type Turn,
} from './queue/measure';
import { oneProcess, queueMode, type Cpu } from './queue/places';
import { inN8n, inTemporaryFolder, prepareSubject, type Subject } from './realN8n';
import { printAnswer, say, type Answer } from './report/answer';
import { atMost } from './report/goal';
import { median, percentile } from './report/statistics';
import { BARE_TRIGGER_PACKAGE } from './throughput/bareTrigger';
import { LAZY_ACQUIRE } from './throughput/settings';
import type { TriggerName } from './throughput/triggers';

const TRIGGERS: readonly TriggerName[] = [
	'this trigger',
	"n8n's Webhook",
	'barest trigger',
	'barest, unread credential',
	'barest + credential',
];

/** What a callback costs n8n in queue mode, and how many it takes there, beside one process of n8n. */
export async function howMuchDoesACallbackCostInQueueMode(): Promise<Answer> {
	requireReadableCpu();
	findPrograms(); // what is missing is said before anything takes its time
	return await inTemporaryFolder(async (folder) => {
		const bare = installing(BARE_TRIGGER_PACKAGE);
		const subject = await prepareSubject(folder, [bare]);
		const { installation, tarball } = subject;
		const { env } = LAZY_ACQUIRE;
		const options = { installation, tarball, env, install: [bare], onProgress: say };
		const cluster = await startCluster(options);
		try {
			say('Starting n8n as one process');
			const results = await inN8n(subject, env, async (url) => {
				const queue = await queueMode(cluster);
				const candidates: Candidate[] = [
					...TRIGGERS.map((trigger) => ({ trigger, place: queue })),
					{ trigger: 'this trigger', place: await oneProcess(url) },
				];
				return await measure(candidates);
			});
			return answerFrom(subject, results);
		} finally {
			await cluster.stop();
		}
	});
}

function answerFrom({ installation }: Subject, results: readonly Result[]): Answer {
	const ours = named(results, 'this trigger');
	return {
		question: 'How much does a callback cost in queue mode?',
		versions: `n8n ${installation.version} on its own Node.js 24, ${LAZY_ACQUIRE.name}; autocannon ${autocannonVersion}`,
		notes: [
			`Queue mode: PostgreSQL, Redis, main, two webhook processors and two workers behind HAProxy. One process: n8n by itself, SQLite. Everything shares the machine with the sender.`,
			`Genuine form POSTs of ${BODY_BYTES} bytes over ${CONNECTIONS} connections, each another message of another call, which the URL names, each starting an execution of a workflow with nothing but the trigger.`,
			`Per row ${ROUNDS} rounds of ${PER_ROUND} callbacks in turn, each until the last execution is finished. The figures are median rounds, beside CPU the least and the most; a ratio is the median of the ratios within each round, beside it the quartiles.`,
			'CPU: milliseconds per callback, user and system, of all processes of n8n (of main with what it does when idle), without PostgreSQL, Redis and HAProxy. Accepted: answered 2xx; handled: until all executions are finished; x one process: in handled/s.',
		],
		table: {
			columns: [
				'trigger',
				'n8n',
				'n',
				'CPU ms',
				'rounds',
				'processors',
				'workers',
				'main',
				'x Webhook',
				'quartiles',
				'x barest',
				'x unread',
				'accepted/s',
				'handled/s',
				'x one process',
			],
			rows: results.map((result) => rowOf(results, result)),
		},
		goals: [
			atMost(
				1.05,
				median(ratios(totalMs, ours, named(results, "n8n's Webhook"))),
				'x',
				"CPU of n8n for a callback to this trigger beside n8n's Webhook, in queue mode:",
			),
		],
	};
}

function rowOf(results: readonly Result[], result: Result): string[] {
	const { trigger, place, turns } = result;
	const part = (of: (cpu: Cpu) => number) =>
		shown(turns.map(({ cpuMs }) => (cpuMs ? of(cpuMs) : NaN)));
	const totals = turns.map(totalMs);
	const beside = (baseline: TriggerName) => ratios(totalMs, result, named(results, baseline));
	const besideWebhook = beside("n8n's Webhook");
	const quartile = (percent: number) => shown([percentile(besideWebhook, percent)], 2);
	const oneProcess = results.find(({ place: { name } }) => name === 'one process');
	return [
		trigger,
		place.name,
		String(turns.length * PER_ROUND),
		shown(totals),
		range(shown([Math.min(...totals)]), shown([Math.max(...totals)])),
		part(({ processors }) => processors),
		part(({ workers }) => workers),
		part(({ main }) => main),
		shown(besideWebhook, 2),
		range(quartile(25), quartile(75)),
		shown(beside('barest trigger'), 2),
		shown(beside('barest, unread credential'), 2),
		shown(turns.map(acceptedPerSecond)),
		shown(turns.map(handledPerSecond)),
		shown(ratios(handledPerSecond, result, oneProcess), 2),
	];
}

/** The first is in queue mode. */
const named = (results: readonly Result[], name: TriggerName) =>
	results.find(({ trigger }) => trigger === name);

/** The ratios of a figure within each round: what slows the machine for a while slows both. */
function ratios(
	figure: (turn: Turn) => number,
	result: Result | undefined,
	base: Result | undefined,
): number[] {
	return (result?.turns ?? []).map((turn, round) => {
		const baseTurn = base?.turns[round];
		return baseTurn ? figure(turn) / figure(baseTurn) : NaN;
	});
}

const acceptedPerSecond = (turn: Turn) => turn.acceptedPerSecond;
const handledPerSecond = (turn: Turn) => turn.handledPerSecond;

function totalMs({ cpuMs = NOT_READ }: Turn): number {
	return cpuMs.processors + cpuMs.workers + cpuMs.main;
}

const NOT_READ: Cpu = { processors: NaN, workers: NaN, main: NaN };

function shown(values: readonly number[], digits = 1): string {
	const value = median(values);
	return Number.isNaN(value) ? '-' : value.toFixed(digits);
}

const range = (least: string, most: string) => (least === '-' ? '-' : `${least}-${most}`);

if (require.main === module) void printAnswer(howMuchDoesACallbackCostInQueueMode);
