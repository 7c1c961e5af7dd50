import { version as n8nCoreVersion } from 'n8n-core/package.json';

import { inTemporaryFolder } from './realN8n';
import { printAnswer, type Answer } from './report/answer';
import { atMost, type Goal } from './report/goal';
import { compareMemory, compareTimes, slowdown, type Comparison } from './sending/comparison';
import type { Timing } from './sending/jobs';
import { withMeter, type Meter } from './sending/measure';

const ONE_CALL = { calls: 1, amounts: [50], rounds: 10 };
const ABREAST = { calls: 20, amounts: [200], rounds: 10 };
const GROWING = { calls: 20, amounts: [10, 100, 1000, 10_000], rounds: 3 };
const LARGE = { calls: 20, amount: 10_000, processes: 3 };

/** What our node adds to n8n's request helper, in n8n's own workflow engine and without a network in between. */
export async function whatDoesSendingCost(): Promise<Answer> {
	return await inTemporaryFolder(async (folder) => {
		const [times, memory] = await withMeter(folder, async (meter) => {
			return [await measureTimes(meter), await measureMemory(meter)] as const;
		});
		return answerFrom([...times.rows, ...memory.rows], [...times.goals, ...memory.goals]);
	});
}

async function measureTimes(meter: Meter) {
	const oneCallTimings = await meter.timesOf(ONE_CALL);
	const oneCall = comparisons('ms, one call', ONE_CALL, oneCallTimings);
	const abreastTimings = await meter.timesOf(ABREAST);
	const abreast = comparisons('ms, abreast', ABREAST, abreastTimings);
	const cpu = comparisons('CPU ms, abreast', ABREAST, abreastTimings, 'cpuMs');
	const timings = await meter.timesOf(GROWING);
	const growing = comparisons('ms, growing', GROWING, timings);
	const added = [...oneCall, ...abreast].map(({ what, added }) =>
		atMost(0.5, added, ' ms', `added to bare + fields per message, p50, ${what.slice(4)}:`),
	);
	const beside = cpu.flatMap(({ ratios }) =>
		(['bare + fields', 'bare helper'] as const).map((bare) =>
			atMost(1.25, ratios[bare], 'x', `CPU per message beside ${bare}, abreast:`),
		),
	);
	const linear = slowdown(timings, 10_000, 1000);
	return {
		rows: [...oneCall, ...abreast, ...cpu, ...growing],
		goals: [
			...added,
			...beside,
			atMost(1.2, linear, 'x', 'a message of 10,000 beside one of 1,000:'),
		],
	};
}

function comparisons(
	what: string,
	{ calls, amounts }: { readonly calls: number; readonly amounts: readonly number[] },
	timings: readonly Timing[],
	kind: 'ms' | 'cpuMs' = 'ms',
): Comparison[] {
	return amounts.map((amount) =>
		compareTimes({ what, amount, calls: Math.min(calls, amount) }, timings, kind),
	);
}

async function measureMemory(meter: Meter) {
	const growths = {
		'this node': await meter.growthOf('this node', LARGE),
		'bare helper': await meter.growthOf('bare helper', LARGE),
		'bare + fields': await meter.growthOf('bare + fields', LARGE),
	};
	const held = compareMemory({ ...LARGE, what: 'MB, held' }, 'heap', growths);
	const peak = compareMemory({ ...LARGE, what: 'MB, peak' }, 'peak', growths);
	const goals = [held, peak].map(({ what, ratios }) =>
		atMost(1.1, ratios['bare + fields'], 'x', `memory beside bare + fields, ${what.slice(4)}:`),
	);
	return { rows: [held, peak], goals };
}

function answerFrom(rows: readonly Comparison[], goals: readonly Goal[]): Answer {
	return {
		question: 'What does sending cost?',
		versions: `n8n-core ${n8nCoreVersion}`,
		notes: [
			"An execution of n8n's engine with our node, beside one with a node that calls n8n's request helper and nothing else, and one that also reads the three fields of each message, which are expressions, as our node does; the calls are served abreast, the messages of each in order. Twilio answers at once, over HTTP, from a process on this machine.",
			'ms: an execution from start to end, divided by its messages; p50 over n executions, the senders taking turns. CPU: of the whole process. Added (to bare + fields), x with fields and x bare: the median over the rounds.',
			'MB: what one execution adds to a new process, the median of n processes. Held: heap after garbage collection, output kept. Peak: the whole process (RSS) at its highest.',
		],
		table: {
			columns: [
				'',
				'messages',
				'calls',
				'n',
				'this node',
				'bare + fields',
				'bare helper',
				'added',
				'x with fields',
				'x bare',
			],
			rows: rows.map((row) => [
				row.what,
				String(row.amount),
				String(row.calls),
				String(row.n),
				row.medians['this node'].toFixed(2),
				row.medians['bare + fields'].toFixed(2),
				row.medians['bare helper'].toFixed(2),
				row.added.toFixed(2),
				row.ratios['bare + fields'].toFixed(2),
				row.ratios['bare helper'].toFixed(2),
			]),
		},
		goals,
	};
}

if (require.main === module) void printAnswer(whatDoesSendingCost);
