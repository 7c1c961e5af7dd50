import type { Goal } from './goal';
import { currentLoad, describeMachine } from './machine';
import { formatTable, type Table } from './table';

/** What a benchmark found out. */
export interface Answer {
	readonly question: string;
	/** versions of what was measured */
	readonly versions: string;
	readonly table: Table;
	readonly goals: readonly Goal[];
	/** how to read the table */
	readonly notes: readonly string[];
}

/** Measures and prints the answer. Sets the exit code when it fails, not when a goal is missed. */
export async function printAnswer(measure: () => Promise<Answer>): Promise<void> {
	try {
		const before = currentLoad();
		const answer = await measure();
		const load = `load ${before} before, ${currentLoad()} at the end`;
		process.stdout.write(formatAnswer(answer, `${describeMachine()}, ${load}`));
	} catch (error) {
		say(`It did not work: ${error instanceof Error ? error.message : String(error)}`);
		process.exitCode = 1;
	}
}

/** Says what is going on, beside the tables on stdout. */
export function say(text: string): void {
	process.stderr.write(`- ${text}\n`);
}

function formatAnswer({ question, versions, table, goals, notes }: Answer, machine: string) {
	const verdicts = goals.map(
		({ isMet, text, found }) => `- ${isMet ? 'met' : 'MISSED'}: ${text} (measured: ${found})`,
	);
	return [
		`\n## ${question}`,
		'',
		`${machine}; ${versions}.`,
		...notes,
		'',
		...formatTable(table),
		'',
		'Goals:',
		...verdicts,
		'',
	].join('\n');
}
