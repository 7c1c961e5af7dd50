import { JEST_PROJECTS, runJestProject } from './jestProject';

const USAGE = `Usage: npm run repeat -- <part> [times]   runs a part of the tests again and again, 20 times unless told otherwise
       The parts: ${JEST_PROJECTS.join(' ')}`;

void main(process.argv.slice(2));

/** Tells how often a part of the tests fails: what passes once may fail now and then. */
async function main([name, times = '20']: readonly string[]): Promise<void> {
	const project = JEST_PROJECTS.find((known) => known === name);
	if (project === undefined || !/^[1-9]\d*$/.test(times)) {
		console.error(USAGE);
		process.exitCode = 2;
		return;
	}
	let failedRuns = 0;
	for (let run = 1; run <= Number(times); run += 1) {
		const started = Date.now();
		const { passed, failures } = await runJestProject(project);
		if (failures.length > 0 || passed === 0) failedRuns += 1;
		const seconds = Math.round((Date.now() - started) / 1000);
		for (const failure of failures) console.log(`Failed: ${failure}`);
		console.log(
			`Run ${run} of ${times}: ${passed} passed, ${failures.length} failed in ${seconds} s`,
		);
	}
	console.log(`${Number(times) - failedRuns} of ${times} runs passed`);
	process.exitCode = failedRuns > 0 ? 1 : 0;
}
