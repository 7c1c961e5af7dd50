import { devDependencies } from '../package.json';
import { startTwilioEmulator, type TwilioEmulator } from '../sandbox/twilio/server';
import { installing } from './barePackage';
import { inN8n, inTemporaryFolder, prepareSubject, type Subject } from './realN8n';
import { printAnswer, say, type Answer } from './report/answer';
import { atMost } from './report/goal';
import { median, percentile } from './report/statistics';
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

const WARM_UP = 30;
const MESSAGES = 100;
/** They take turns, so that whatever else the machine does meets all. */
const ROUNDS = 3;
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

/** Milliseconds of each message, by who answered it under which settings. */
type Times = Map<string, number[]>;

/** How long a message of the app takes to a workflow and its answer back, with Twilio's own SDK and a real n8n on this machine. */
export async function howLongIsARoundTrip(): Promise<Answer> {
	return await inTemporaryFolder(async (folder) => {
		const subject = await prepareSubject(folder, [
			installing(BARE_TRIGGER_PACKAGE),
			installing(BARE_SENDER_PACKAGE),
		]);
		say(`n8n ${subject.installation.version} (about 5 minutes)`);
		const times: Times = new Map();
		await measure(times, SERVER, answerBarely);
		for (const { name, env } of SETTINGS) {
			await inN8n(subject, env, async (url) => await measureN8n(times, url, name));
		}
		return answerFrom(subject, times);
	});
}

const SERVER = 'a server that only answers';

async function measureN8n(times: Times, url: string, settings: string): Promise<void> {
	for (let round = 0; round < ROUNDS; round++) {
		for (const [name, answer] of Object.entries(CANDIDATES)) {
			await measure(times, `${name}, ${settings}`, async (twilio) => await answer(url, twilio));
		}
	}
}

async function measure(
	times: Times,
	name: string,
	startAnswerer: (twilio: TwilioEmulator) => Promise<Answerer>,
): Promise<void> {
	const twilio = await startTwilioEmulator();
	try {
		const answerer = await startAnswerer(twilio);
		const measured = await onSdkCall(twilio, async ({ callSid, goAndCome }) => {
			await subscribe(twilio, callSid, answerer.callbackUrl);
			await goAndCome(WARM_UP);
			return await goAndCome(MESSAGES);
		}).finally(answerer.stop);
		times.set(name, [...(times.get(name) ?? []), ...measured]);
		say(`  ${name}: ${median(measured).toFixed(1)} ms`);
	} finally {
		await twilio.stop();
	}
}

function answerFrom({ installation }: Subject, times: Times): Answer {
	const p50Of = (name: string) => median(times.get(name) ?? []);
	return {
		question: 'How long is a round trip?',
		versions: `n8n ${installation.version} on its own Node.js 24, SQLite; Twilio's Voice SDK ${devDependencies['@twilio/voice-sdk']} in Chromium`,
		notes: [
			`From sendMessage() in the page to messageReceived with the answer, ${MESSAGES * ROUNDS} messages one after the other, on one call in each of ${ROUNDS} turns, after ${WARM_UP} to warm up. Twilio is the emulator on the same machine: a real one adds its own way over the internet, twice.`,
			"n8n's own nodes: Webhook and HTTP Request, which prove nothing about the sender and try nothing again. Bare nodes: the least a community package could have, which prove nothing either.",
		],
		table: {
			columns: ['answered by', 'p50 ms', 'p99 ms', 'max ms', 'p50 beside the server'],
			rows: [...times].map(([name, all]) => [
				name,
				median(all).toFixed(1),
				percentile(all, 99).toFixed(1),
				Math.max(...all).toFixed(1),
				`${(median(all) / p50Of(SERVER)).toFixed(1)}x`,
			]),
		},
		goals: SETTINGS.flatMap(({ name }) =>
			[BUILT_IN, BARE].map((other) =>
				atMost(
					1.4,
					p50Of(`${OURS}, ${name}`) / p50Of(`${other}, ${name}`),
					'x',
					`p50, ${OURS} beside ${other}, ${name}:`,
				),
			),
		),
	};
}

if (require.main === module) void printAnswer(howLongIsARoundTrip);
