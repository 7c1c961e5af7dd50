import { version as autocannonVersion } from 'autocannon/package.json';

import { BODY_BYTES } from './callback';
import { installing } from './barePackage';
import { compileEarlier, EARLIER } from './earlierBuild';
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
		const earlier = await compileEarlier(EARLIER, folder).catch((error: unknown) => {
			say(`No earlier build to compare with: ${String(error)}`);
		});
		const bare = installing(BARE_TRIGGER_PACKAGE);
		const subject = await prepareSubject(folder, earlier ? [bare, earlier] : [bare]);
		const measured: Measured[] = [];
		for (const settings of [DEFAULTS, LAZY_ACQUIRE, LAZY_ACQUIRE_SAVE_NONE]) {
			say(`n8n ${subject.installation.version}, ${settings.name} (about 4 minutes)`);
			const results = await inN8n(
				subject,
				settings.env,
				async (url) => await measure(url, earlier !== undefined),
			);
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
			'Barest, unread credential: the barest trigger with a credential that it does not look at; n8n checks all the same, for each execution, that the workflow may use it. Barest + credential: it has n8n decrypt it on each call.',
			`At ${EARLIER}: the first version, which read the credential for each callback. Refused: requests of the same size to this trigger, answered 403 and starting nothing; barest, refusing: by a trigger that does nothing else.`,
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
				`x ${EARLIER}`,
				'x Webhook',
				'x barest',
				'x unread',
				'x with credential',
				'x refusing',
			],
			rows: measured.flatMap(rowsOf),
		},
		goals: [
			...goals(measured, DEFAULTS, { of: 'this trigger', beside: `at ${EARLIER}`, least: 1.4 }),
			...goals(measured, DEFAULTS, { of: 'this trigger', beside: 'barest trigger', least: 0.95 }),
			...goals(measured, DEFAULTS, {
				of: 'this trigger',
				beside: 'barest, unread credential',
				least: 0.95,
			}),
			...goals(measured, LAZY_ACQUIRE, { of: 'this trigger', beside: "n8n's Webhook", least: 1 }),
			...REFUSED.flatMap((of) =>
				goals(measured, DEFAULTS, { of, beside: 'this trigger', least: 3 }),
			),
			...REFUSED.flatMap((of) =>
				goals(measured, DEFAULTS, { of, beside: 'barest, refusing', least: 0.9 }),
			),
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
		ratio(results, result, `at ${EARLIER}`).toFixed(2),
		ratio(results, result, "n8n's Webhook").toFixed(2),
		ratio(results, result, 'barest trigger').toFixed(2),
		ratio(results, result, 'barest, unread credential').toFixed(2),
		ratio(results, result, 'barest + credential').toFixed(2),
		ratio(results, result, 'barest, refusing').toFixed(2),
	]);
}

const REFUSED: readonly TriggerName[] = ['refused, no signature', 'refused, wrong signature'];

interface Contest {
	readonly of: TriggerName;
	readonly beside: TriggerName;
	readonly least: number;
}

function goals(
	measured: readonly Measured[],
	settings: Settings,
	{ of, beside, least }: Contest,
): Goal[] {
	const results = measured.find((one) => one.settings === settings)?.results ?? [];
	return results
		.filter(({ trigger }) => trigger === of)
		.map((result) => {
			const { connections } = result;
			const text = `${of} beside ${beside}, ${settings.name}, c=${connections}:`;
			return atLeast(least, ratio(results, result, beside), 'x', text);
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
