import { version as n8nCoreVersion } from 'n8n-core/package.json';

import { inTemporaryFolder } from './realN8n';
import { printAnswer, type Answer } from './report/answer';
import { atMost, type Goal } from './report/goal';
import { compareMemory, compareTimes, slowdown, type Comparison } from './sending/comparison';
import type { Timing } from './sending/jobs';
import { withMeter, type Meter } from './sending/measure';

const ONE_CALL = { calls: 1, amounts: [50], rounds: 10 };
const ABREAST = { calls: 20, amounts: [200], rounds: 10 };
const GROWING = { calls: 20, amounts: [10, 100, 1000, 10_000], rounds: 5 };
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
	const oneCall = comparisons('ms, one call', ONE_CALL, await meter.timesOf(ONE_CALL));
	const abreast = comparisons('ms, abreast', ABREAST, await meter.timesOf(ABREAST));
	const timings = await meter.timesOf(GROWING);
	const growing = comparisons('ms, growing', GROWING, timings);
	const added = [...oneCall, ...abreast].map(({ what, added }) =>
		atMost(0.5, added, ' ms', `added to the bare helper per message, p50, ${what.slice(4)}:`),
	);
	const linear = slowdown(timings, 10_000, 1000);
	return {
		rows: [...oneCall, ...abreast, ...growing],
		goals: [...added, atMost(1.2, linear, 'x', 'a message of 10,000 beside one of 1,000:')],
	};
}

function comparisons(
	what: string,
	{ calls, amounts }: { readonly calls: number; readonly amounts: readonly number[] },
	timings: readonly Timing[],
): Comparison[] {
	return amounts.map((amount) =>
		compareTimes({ what, amount, calls: Math.min(calls, amount) }, timings),
	);
}

async function measureMemory(meter: Meter) {
	const growths = {
		'this node': await meter.growthOf('this node', LARGE),
		'bare helper': await meter.growthOf('bare helper', LARGE),
	};
	const held = compareMemory({ ...LARGE, what: 'MB, held' }, 'heap', growths);
	const peak = compareMemory({ ...LARGE, what: 'MB, peak' }, 'peak', growths);
	const goals = [held, peak].map(({ what, ratio }) =>
		atMost(1.2, ratio, 'x', `memory beside the bare helper, ${what.slice(4)}:`),
	);
	return { rows: [held, peak], goals };
}

function answerFrom(rows: readonly Comparison[], goals: readonly Goal[]): Answer {
	return {
		question: 'What does sending cost?',
		versions: `n8n-core ${n8nCoreVersion}`,
		notes: [
			"An execution of n8n's engine with our node, beside one with a node that calls n8n's request helper and nothing else; the calls are served abreast, the messages of each in order. Twilio answers at once, over HTTP, from a process on this machine.",
			'ms: an execution from start to end, divided by its messages; p50 over n executions, the senders taking turns. Added and x bare: the median over the rounds.',
			'MB: what one execution adds to a new process, the median of n processes. Held: heap after garbage collection, output kept. Peak: the whole process (RSS) at its highest.',
		],
		table: {
			columns: ['', 'messages', 'calls', 'n', 'this node', 'bare helper', 'added', 'x bare'],
			rows: rows.map((row) => [
				row.what,
				String(row.amount),
				String(row.calls),
				String(row.n),
				row.ours.toFixed(2),
				row.bare.toFixed(2),
				row.added.toFixed(2),
				row.ratio.toFixed(2),
			]),
		},
		goals,
	};
}

if (require.main === module) void printAnswer(whatDoesSendingCost);
