import { devDependencies } from '../package.json';
import { startTwilioEmulator, type TwilioEmulator } from '../sandbox/twilio/server';
import { installing } from './barePackage';
import { inN8n, inTemporaryFolder, prepareSubject, type Subject } from './realN8n';
import { printAnswer, say, type Answer } from './report/answer';
import { atMost } from './report/goal';
import { answerBarely, subscribe, type Answerer } from './roundtrip/answerers';
import { onSdkCall } from './roundtrip/sdkCall';
import {
	answerWithBareNodes,
	answerWithBuiltInNodes,
	answerWithOurNodes,
} from './roundtrip/workflows';
import { BARE_SENDER_PACKAGE } from './sending/bareSenderPackage';
import { BARE_TRIGGER_PACKAGE } from './throughput/bareTrigger';
import { DEFAULTS, LAZY_ACQUIRE, LAZY_ACQUIRE_SAVE_NONE } from './throughput/settings';
import { addTimes, p50Of, ROUNDS, takeTurns, TIME_COLUMNS, timeCells, type Times } from './turns';

const WARM_UP = 30;
const MESSAGES = 100;
const SETTINGS = [DEFAULTS, LAZY_ACQUIRE, LAZY_ACQUIRE_SAVE_NONE];

const OURS = 'these nodes';
const BUILT_IN = "n8n's own nodes";
const BARE = 'bare nodes';

type AnswerIn = (n8nUrl: string, twilio: TwilioEmulator) => Promise<Answerer>;

const CANDIDATES: Readonly<Record<string, AnswerIn>> = {
	[OURS]: answerWithOurNodes,
	[BUILT_IN]: answerWithBuiltInNodes,
	[BARE]: answerWithBareNodes,
};

/** How long a message of the app takes to a workflow and its answer back, with Twilio's own SDK and a real n8n on this machine. */
export async function howLongIsARoundTrip(): Promise<Answer> {
	return await inTemporaryFolder(async (folder) => {
		const subject = await prepareSubject(folder, [
			installing(BARE_TRIGGER_PACKAGE),
			installing(BARE_SENDER_PACKAGE),
		]);
		say(`n8n ${subject.installation.version} (about 5 minutes)`);
		const times: Times = new Map();
		addTimes(times, SERVER, await measure(answerBarely));
		for (const { name, env } of SETTINGS) {
			await inN8n(subject, env, async (url) => {
				const measureIn = async (answer: AnswerIn) =>
					await measure(async (twilio) => await answer(url, twilio));
				await takeTurns(times, name, CANDIDATES, measureIn);
			});
		}
		return answerFrom(subject, times);
	});
}

const SERVER = 'a server that only answers';

async function measure(
	startAnswerer: (twilio: TwilioEmulator) => Promise<Answerer>,
): Promise<number[]> {
	const twilio = await startTwilioEmulator();
	try {
		const answerer = await startAnswerer(twilio);
		return await onSdkCall(twilio, async ({ callSid, goAndCome }) => {
			await subscribe(twilio, callSid, answerer.callbackUrl);
			await goAndCome(WARM_UP);
			return await goAndCome(MESSAGES);
		}).finally(answerer.stop);
	} finally {
		await twilio.stop();
	}
}

function answerFrom({ installation }: Subject, times: Times): Answer {
	return {
		question: 'How long is a round trip?',
		versions: `n8n ${installation.version} on its own Node.js 24, SQLite; Twilio's Voice SDK ${devDependencies['@twilio/voice-sdk']} in Chromium`,
		notes: [
			`From sendMessage() in the page to messageReceived with the answer, ${MESSAGES * ROUNDS} messages one after the other, on one call in each of ${ROUNDS} turns, after ${WARM_UP} to warm up. Twilio is the emulator on the same machine: a real one adds its own way over the internet, twice.`,
			"n8n's own nodes: Webhook and HTTP Request, which prove nothing about the sender and try nothing again. Bare nodes: the least a community package could have, which prove nothing either.",
		],
		table: {
			columns: ['answered by', ...TIME_COLUMNS, 'p50 beside the server'],
			rows: [...times].map(([name, all]) => [
				name,
				...timeCells(all),
				`${(p50Of(times, name) / p50Of(times, SERVER)).toFixed(1)}x`,
			]),
		},
		goals: SETTINGS.flatMap(({ name }) =>
			[BUILT_IN, BARE].map((other) =>
				atMost(
					1.4,
					p50Of(times, `${OURS}, ${name}`) / p50Of(times, `${other}, ${name}`),
					'x',
					`p50, ${OURS} beside ${other}, ${name}:`,
				),
			),
		),
	};
}

if (require.main === module) void printAnswer(howLongIsARoundTrip);
