import { howFastIsFanOut } from './howFastIsFanOut';
import { howLongDoesKeepingOrderTake } from './howLongDoesKeepingOrderTake';
import { howLongDoesLoadingTake } from './howLongDoesLoadingTake';
import { howLongDoesProofTake } from './howLongDoesProofTake';
import { howLongIsARoundTrip } from './howLongIsARoundTrip';
import { howLongUntilAPlacedCallIsGreeted } from './howLongUntilAPlacedCallIsGreeted';
import { howManyCallbacksPerSecond } from './howManyCallbacksPerSecond';
import { howManyInstantRepliesAreLost } from './howManyInstantRepliesAreLost';
import { howMuchDoesACallbackCostInQueueMode } from './howMuchDoesACallbackCostInQueueMode';
import { howMuchDoesARefusalCost } from './howMuchDoesARefusalCost';
import { howManyRoundTripsForAConference } from './howManyRoundTripsForAConference';
import { printAnswer } from './report/answer';
import { whatDoesSendingCost } from './whatDoesSendingCost';

const BENCHMARKS = {
	proof: howLongDoesProofTake,
	loading: howLongDoesLoadingTake,
	refusal: howMuchDoesARefusalCost,
	throughput: howManyCallbacksPerSecond,
	queue: howMuchDoesACallbackCostInQueueMode,
	order: howLongDoesKeepingOrderTake,
	sending: whatDoesSendingCost,
	fanout: howFastIsFanOut,
	conference: howManyRoundTripsForAConference,
	replies: howManyInstantRepliesAreLost,
	roundtrip: howLongIsARoundTrip,
	greeting: howLongUntilAPlacedCallIsGreeted,
};

const USAGE = `Usage: npm run bench                 all, about an hour
       npm run bench -- proof        how long does proof take? (15 seconds)
       npm run bench -- loading      how long does loading take? (1 minute)
       npm run bench -- refusal      how much does a refusal cost? (2 minutes)
       npm run bench -- throughput   how many callbacks per second, in a real n8n?
       npm run bench -- queue        how much does a callback cost in queue mode? (10 minutes)
       npm run bench -- order        how long does keeping order take, in a real n8n? (1 minute)
       npm run bench -- sending      what does sending cost, in n8n's engine? (6 minutes)
       npm run bench -- fanout       how fast is fan-out, in a real n8n? (3 minutes)
       npm run bench -- conference   how many round trips for a conference, in n8n's engine? (1 minute)
       npm run bench -- replies      how many instant replies are lost, in a real n8n? (5 minutes)
       npm run bench -- roundtrip    how long is a round trip, from Twilio's SDK to a workflow and back? (3 minutes)
       npm run bench -- greeting     how long until a placed call is greeted? (3 minutes)
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
