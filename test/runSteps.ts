import { stripVTControlCharacters } from 'node:util';

import type { Print } from './command';
import type { Tally } from './jestProject';

/** A part of the tests. */
export interface Step {
	readonly name: string;
	readonly title: string;
	/** The names of those that have to be over before this one begins, as far as they run at all. */
	readonly after: readonly string[];
	/** Whether nothing may run beside it. */
	readonly isAlone: boolean;
	/** Without `print` it writes to the terminal. */
	readonly run: (print?: Print) => Promise<Tally>;
}

/** A step, and how it went. */
export interface Ran extends Tally {
	readonly step: Step;
}

const HEARTBEAT_MS = 30_000;

/**
 * Runs steps, so many at a time, as far as possible in the order given. What a step prints beside others comes in one block
 * when it is over; what it prints alone, at once.
 */
export async function runSteps(steps: readonly Step[], atOnce: number): Promise<Ran[]> {
	const waiting = [...steps];
	const running = new Map<Step, Promise<Ran>>();
	const ran: Ran[] = [];
	while (waiting.length + running.size > 0) {
		let step = nextOf(waiting, [...running.keys()], atOnce);
		while (step !== undefined) {
			waiting.splice(waiting.indexOf(step), 1);
			const hasCompany = atOnce > 1 && steps.length > 1 && !step.isAlone;
			running.set(step, hasCompany ? runInBlock(step) : runAtOnce(step));
			step = nextOf(waiting, [...running.keys()], atOnce);
		}
		const over = await Promise.race(running.values());
		running.delete(over.step);
		ran.push(over);
	}
	return ran;
}

/** The step that may begin now, if there is one. */
function nextOf(
	waiting: readonly Step[],
	running: readonly Step[],
	atOnce: number,
): Step | undefined {
	if (running.length >= atOnce || running.some(({ isAlone }) => isAlone)) return undefined;
	const unfinished = [...waiting, ...running].map(({ name }) => name);
	return waiting.find(
		({ after, isAlone }) =>
			!after.some((name) => unfinished.includes(name)) && !(isAlone && running.length > 0),
	);
}

async function runAtOnce(step: Step): Promise<Ran> {
	say(headingOf(step));
	const { ran, ending } = await runAndTime(step);
	say(ending);
	return ran;
}

async function runInBlock(step: Step): Promise<Ran> {
	say(`… ${step.name} begins`);
	let printed = '';
	const heartbeat = setInterval(() => say(`… ${step.name}: ${lastLineOf(printed)}`), HEARTBEAT_MS);
	const { ran, ending } = await runAndTime(step, (text) => (printed += text));
	clearInterval(heartbeat);
	say([headingOf(step), printed.trimEnd(), ending].filter((text) => text !== '').join('\n'));
	return ran;
}

async function runAndTime(step: Step, print?: Print): Promise<{ ran: Ran; ending: string }> {
	const started = Date.now();
	const tally = await step.run(print).catch((error: unknown) => ({
		passed: 0,
		failures: [String(error)],
		leftOut: [],
	}));
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	const { passed, failures, leftOut } = tally;
	const without = leftOut.length === 0 ? '' : `, ${leftOut.length} left out`;
	const ending = `  ${step.name}: ${passed} passed, ${failures.length} failed${without} in ${seconds} s`;
	return { ran: { step, ...tally }, ending };
}

const headingOf = ({ title, name }: Step) => `\n— ${title} (${name})`;

function lastLineOf(printed: string): string {
	const line = stripVTControlCharacters(printed).trimEnd().split('\n').pop()?.trim() ?? '';
	return line === '' ? 'still running' : line.slice(0, 100);
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}
