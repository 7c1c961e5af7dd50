import { inN8n, inTemporaryFolder, prepareSubject, type Subject } from './realN8n';
import { measure, type Outcome, type Result, type Setting } from './replies/measure';
import { printAnswer, say, type Answer } from './report/answer';
import { atMost } from './report/goal';
import { median, percentile } from './report/statistics';

const SETTINGS: readonly Setting[] = [
	{ questions: 200, sideBySide: 1, pauseMs: 50 },
	{ questions: 200, sideBySide: 4, pauseMs: 50 },
	{ questions: 200, sideBySide: 16, pauseMs: 50 },
	{ questions: 200, sideBySide: 4, pauseMs: 0 },
	{ questions: 200, sideBySide: 16, pauseMs: 0 },
];

/** Whether a reply gets lost that comes before n8n has put its execution to wait, in a real n8n on this machine. */
export async function howManyInstantRepliesAreLost(): Promise<Answer> {
	return await inTemporaryFolder(async (folder) => {
		const subject = await prepareSubject(folder);
		say(`n8n ${subject.installation.version} (about 5 minutes)`);
		return await inN8n(subject, {}, async (url) => {
			const results: Result[] = [];
			for (const setting of SETTINGS) results.push(await measure(url, setting));
			return answerFrom(subject, results);
		});
	});
}

function answerFrom({ installation }: Subject, results: readonly Result[]): Answer {
	return {
		question: 'How many instant replies are lost?',
		versions: `n8n ${installation.version} on its own Node.js 24, SQLite, its defaults`,
		notes: [
			'A workflow that somebody starts by a request asks a call and, with the reply, thanks it. The phone answers at the moment it hears the question, which is when n8n has been answered that it was sent; a question is lost when its call is not thanked.',
			'Pause: between two attempts of Twilio, which makes 6 at most; Twilio documents none. Repeated: the first attempt met an execution that did not wait yet, and would have been the only one without the fragment of the callback URL. Most attempts: of one reply.',
			'Start: from the request to the question on the phone. Taken: from the reply to the attempt that continued the execution, which is at most that much later than n8n put it to wait.',
		],
		table: {
			columns: [
				'side by side',
				'pause ms',
				'questions',
				'lost',
				'repeated',
				'most attempts',
				'start p50 ms',
				'taken p50 ms',
				'taken p99 ms',
				'taken max ms',
			],
			rows: results.map(rowOf),
		},
		goals: results.map(({ sideBySide, pauseMs, outcomes }) =>
			atMost(0, lostIn(outcomes), '', `lost, ${sideBySide} side by side, pause ${pauseMs} ms:`),
		),
	};
}

const lostIn = (outcomes: readonly Outcome[]) => outcomes.filter(({ isLost }) => isLost).length;

function rowOf({ sideBySide, pauseMs, outcomes }: Result): string[] {
	const attempts = outcomes.map(({ answers }) => answers.length);
	const taken = outcomes.map(({ replyToTakenMs }) => replyToTakenMs);
	return [
		sideBySide,
		pauseMs,
		outcomes.length,
		lostIn(outcomes),
		attempts.filter((count) => count > 1).length,
		Math.max(...attempts),
		median(outcomes.map(({ startToReplyMs }) => startToReplyMs)),
		median(taken),
		percentile(taken, 99),
		Math.max(...taken),
	].map(String);
}

if (require.main === module) void printAnswer(howManyInstantRepliesAreLost);
