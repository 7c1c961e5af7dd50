import { version as autocannonVersion } from 'autocannon/package.json';

import { BODY_BYTES } from './callback';
import { inN8n, inTemporaryFolder, prepareSubject, type Subject } from './realN8n';
import { printAnswer, say, type Answer } from './report/answer';
import { atLeast, type Goal } from './report/goal';
import { median } from './report/statistics';
import { BARE_TRIGGER_PACKAGE } from './throughput/bareTrigger';
import { measure, ROUNDS, SECONDS_PER_ROUND, type Result } from './throughput/measure';
import {
	DEFAULTS,
	LAZY_ACQUIRE,
	LAZY_ACQUIRE_SAVE_NONE,
	type Settings,
} from './throughput/settings';
import type { TriggerName } from './throughput/triggers';

/** The results under some settings. */
interface Measured {
	readonly settings: Settings;
	readonly results: readonly Result[];
}

/** How much of what n8n can take our trigger leaves over, in a real n8n on this machine. */
export async function howManyCallbacksPerSecond(): Promise<Answer> {
	return await inTemporaryFolder(async (folder) => {
		const subject = await prepareSubject(folder, BARE_TRIGGER_PACKAGE);
		const measured: Measured[] = [];
		for (const settings of [DEFAULTS, LAZY_ACQUIRE, LAZY_ACQUIRE_SAVE_NONE]) {
			say(`n8n ${subject.installation.version}, ${settings.name} (about 2 minutes)`);
			const results = await inN8n(subject, settings.env, measure);
			measured.push({ settings, results });
		}
		return answerFrom(subject, measured);
	});
}

function answerFrom({ installation }: Subject, measured: readonly Measured[]): Answer {
	return {
		question: 'How many callbacks per second?',
		versions: `n8n ${installation.version} on its own Node.js 24, SQLite; autocannon ${autocannonVersion}`,
		notes: [
			`Genuine form POSTs of ${BODY_BYTES} bytes, each another message, each starting an execution of a workflow with nothing but the trigger. Sender and n8n share the machine.`,
			`Per trigger ${ROUNDS} rounds of about ${SECONDS_PER_ROUND} s in turn: callbacks/s is the median round, beside it the slowest and fastest; a ratio is the median of the ratios within each round; p50 and p99 are over all n.`,
			'Barest + credential: the barest trigger, which only has n8n decrypt the credential on each call, as one that checks signatures has to.',
			'LAZY_ACQUIRE: N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true. Save none: EXECUTIONS_DATA_SAVE_ON_SUCCESS=none. c: connections.',
		],
		table: {
			columns: [
				'settings of n8n',
				'c',
				'trigger',
				'n',
				'callbacks/s',
				'rounds',
				'p50 ms',
				'p99 ms',
				'x Webhook',
				'x barest',
				'x with credential',
			],
			rows: measured.flatMap(rowsOf),
		},
		goals: [
			...goals(measured, LAZY_ACQUIRE, "n8n's Webhook"),
			...goals(measured, DEFAULTS, 'barest trigger'),
		],
	};
}

function rowsOf({ settings, results }: Measured): string[][] {
	return results.map((result) => [
		settings.name,
		String(result.connections),
		result.trigger,
		String(result.answered),
		median(result.perSecond).toFixed(1),
		`${Math.min(...result.perSecond).toFixed(1)}-${Math.max(...result.perSecond).toFixed(1)}`,
		result.p50.toFixed(1),
		result.p99.toFixed(1),
		ratio(results, result, "n8n's Webhook").toFixed(2),
		ratio(results, result, 'barest trigger').toFixed(2),
		ratio(results, result, 'barest + credential').toFixed(2),
	]);
}

function goals(measured: readonly Measured[], settings: Settings, baseline: TriggerName): Goal[] {
	const results = measured.find((one) => one.settings === settings)?.results ?? [];
	return results
		.filter(({ trigger }) => trigger === 'this trigger')
		.map((result) => {
			const { connections } = result;
			const text = `this trigger beside ${baseline}, ${settings.name}, c=${connections}:`;
			return atLeast(0.95, ratio(results, result, baseline), 'x', text);
		});
}

/** The median of the ratios within each round: what slows the machine for a while slows both. */
function ratio(results: readonly Result[], result: Result, baseline: TriggerName): number {
	const base = results.find(
		({ trigger, connections }) => trigger === baseline && connections === result.connections,
	);
	return median(result.perSecond.map((rate, round) => rate / (base?.perSecond[round] ?? NaN)));
}

if (require.main === module) void printAnswer(howManyCallbacksPerSecond);
