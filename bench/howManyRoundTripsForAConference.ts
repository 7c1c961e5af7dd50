import { version as n8nCoreVersion } from 'n8n-core/package.json';

import {
	LATENCY_MS,
	MAX_CONCURRENT_CALLS,
	PARTICIPANTS,
	UNREACHABLE,
} from './conference/conference';
import type { Result } from './conference/job';
import { measure } from './conference/measure';
import type { Traffic } from './conference/twilio';
import { inTemporaryFolder } from './realN8n';
import { printAnswer, type Answer } from './report/answer';
import { atMost, type Goal } from './report/goal';
import { median } from './report/statistics';

const ROUNDS = 7;
const MOST_ROUND_TRIPS = 6;

/** Who the participants are; first of all, which conference it is. */
const LOOKUPS_OF_A_LOOP = { 'its SID': 1, 'its name': 2 };

/** How long everyone in a conference takes, counted in answers of a distant Twilio, in n8n's own workflow engine. */
export async function howManyRoundTripsForAConference(): Promise<Answer> {
	const results = await inTemporaryFolder(async (folder) => await measure(folder, ROUNDS));
	return {
		question: 'How many round trips for a conference?',
		versions: `n8n-core ${n8nCoreVersion}`,
		notes: [
			`One item to everyone in a conference of ${PARTICIPANTS}, ${UNREACHABLE} of whom have just hung up (400, 21220); Continue On Fail, Max Concurrent Calls ${MAX_CONCURRENT_CALLS}. Every answer leaves ${LATENCY_MS} ms after its request arrived, over HTTP, from a process on this machine.`,
			`ms: an execution from start to end, all overheads included, the median of the runs; beside it the shortest and longest. ms / ${LATENCY_MS}: that time in round trips. In a row: the most requests that each waited for an answer to the one before, as seen by Twilio.`,
			'Lookups, messages: requests of one execution, the refused ones included. Abreast: the most that waited for their answer at the same time.',
			'A loop: what one request after the other would take, computed, not measured: the lookups that find the participants, then each message. It would not tell apps from phone lines.',
		],
		table: {
			columns: [
				'conference by',
				'runs',
				'ms',
				'from-to',
				`ms / ${LATENCY_MS}`,
				'in a row',
				'lookups',
				'messages',
				'abreast',
				'a loop',
			],
			rows: results.map(rowOf),
		},
		goals: results.filter(({ addressedBy }) => addressedBy === 'its SID').flatMap(goalsFor),
	};
}

function rowOf({ addressedBy, ms, traffic }: Result): string[] {
	return [
		addressedBy,
		String(ms.length),
		median(ms).toFixed(0),
		`${Math.min(...ms).toFixed(0)}-${Math.max(...ms).toFixed(0)}`,
		(median(ms) / LATENCY_MS).toFixed(1),
		String(mostOf(traffic, 'inARow')),
		String(mostOf(traffic, 'lookups')),
		String(mostOf(traffic, 'messages')),
		String(mostOf(traffic, 'abreast')),
		String(LOOKUPS_OF_A_LOOP[addressedBy] + PARTICIPANTS),
	];
}

function mostOf(traffic: readonly Traffic[], what: keyof Traffic): number {
	return Math.max(...traffic.map((one) => one[what]));
}

/** One lookup, and a hundred messages twenty at a time. The second goal leaves no time for anything but waiting. */
function goalsFor({ addressedBy, ms, traffic }: Result): Goal[] {
	const what = `by ${addressedBy}:`;
	return [
		atMost(MOST_ROUND_TRIPS, mostOf(traffic, 'inARow'), ' in a row', `round trips, ${what}`),
		atMost(MOST_ROUND_TRIPS, median(ms) / LATENCY_MS, 'x', `time beside one answer's, ${what}`),
	];
}

if (require.main === module) void printAnswer(howManyRoundTripsForAConference);
