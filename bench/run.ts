import { howLongDoesProofTake } from './howLongDoesProofTake';
import { howManyCallbacksPerSecond } from './howManyCallbacksPerSecond';
import { printAnswer } from './report/answer';

const BENCHMARKS = { proof: howLongDoesProofTake, throughput: howManyCallbacksPerSecond };

const USAGE = `Usage: npm run bench                 both, about 7 minutes
       npm run bench -- proof        how long does proof take? (15 seconds)
       npm run bench -- throughput   how many callbacks per second, in a real n8n?
`;

void main(process.argv.slice(2));

/** Runs all benchmarks, or those named on the command line, one after the other. */
async function main(names: readonly string[]): Promise<void> {
	if (names.some((name) => !(name in BENCHMARKS))) {
		process.stderr.write(USAGE);
		process.exitCode = 2;
		return;
	}
	for (const [name, measure] of Object.entries(BENCHMARKS)) {
		if (names.length === 0 || names.includes(name)) await printAnswer(measure);
	}
}
