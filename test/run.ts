import { availableParallelism } from 'node:os';

import { runSteps, type Ran } from './runSteps';
import { STEPS } from './steps';

/** With more, tests that share a machine with two others begin to mind. */
const MOST_AT_ONCE = 2;
const MOST_NAMED = 20;

void main(process.argv.slice(2));

/** Runs all steps, or those named on the command line, and ends with the sum of everything that ran. */
async function main(names: readonly string[]): Promise<void> {
	const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
	if (unknown.length > 0) {
		console.error(`There is no part called ${unknown.join(' or ')}. Usage: npm test -- [part…]`);
		for (const { name, title } of STEPS) console.error(`  ${name.padEnd(14)}${title}`);
		process.exitCode = 2;
		return;
	}
	const steps = STEPS.filter(({ name }) => names.length === 0 || names.includes(name));
	summarize(await runSteps(steps, Math.min(availableParallelism(), MOST_AT_ONCE)));
}

/** Says what failed, by name, so that nobody has to look for it in what was printed before. */
function summarize(ran: readonly Ran[]): void {
	const failures = ran.flatMap(({ step, failures }) =>
		failures.map((failure) => `${step.name}: ${failure}`),
	);
	const passed = ran.reduce((sum, tally) => sum + tally.passed, 0);
	console.log('');
	for (const failure of failures.slice(0, MOST_NAMED)) console.log(`Failed: ${failure}`);
	if (failures.length > MOST_NAMED) console.log(`… and ${failures.length - MOST_NAMED} more`);
	const [failed] = ran.filter(({ failures }) => failures.length > 0);
	for (const { step, leftOut } of ran) {
		for (const reason of new Set(leftOut)) {
			const tests = leftOut.filter((one) => one === reason).length;
			console.log(`Left out: ${tests} tests of ${step.name}: ${reason}`);
		}
	}
	if (failed) console.log(`One part alone: npm test -- ${failed.step.name}`);
	console.log(`${passed} passed, ${failures.length} failed`);
	process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;
}
