import { devDependencies } from '../package.json';
import { startTwilioEmulator, type TwilioEmulator } from '../sandbox/twilio/server';
import { inN8n, inTemporaryFolder, prepareSubject, type Subject } from './realN8n';
import { printAnswer, say, type Answer } from './report/answer';
import { atMost } from './report/goal';
import { median, percentile } from './report/statistics';
import { answerBarely, subscribe, type Answerer } from './roundtrip/answerers';
import { onSdkCall } from './roundtrip/sdkCall';
import { answerWithBuiltInNodes, answerWithOurNodes } from './roundtrip/workflows';
import {
	DEFAULTS,
	LAZY_ACQUIRE,
	LAZY_ACQUIRE_SAVE_NONE,
	type Settings,
} from './throughput/settings';

const WARM_UP = 30;
const MESSAGES = 300;
const SETTINGS = [DEFAULTS, LAZY_ACQUIRE, LAZY_ACQUIRE_SAVE_NONE];

/** What a person hardly notices: https://www.nngroup.com/articles/response-times-3-important-limits/ */
const INSTANT_MS = 100;

interface Result {
	readonly name: string;
	readonly times: readonly number[];
}

/** How long a message of the app takes to a workflow and its answer back, with Twilio's own SDK and a real n8n on this machine. */
export async function howLongIsARoundTrip(): Promise<Answer> {
	return await inTemporaryFolder(async (folder) => {
		const subject = await prepareSubject(folder);
		say(`n8n ${subject.installation.version} (about 3 minutes)`);
		const bare = await measure('a server that only answers', answerBarely);
		const results: Result[] = [];
		for (const settings of SETTINGS) {
			results.push(...(await inN8n(subject, settings.env, (url) => measureN8n(url, settings))));
		}
		return answerFrom(subject, bare, results);
	});
}

async function measureN8n(url: string, { name }: Settings): Promise<Result[]> {
	return [
		await measure(`n8n's own nodes, ${name}`, (twilio) => answerWithBuiltInNodes(url, twilio)),
		await measure(`these nodes, ${name}`, (twilio) => answerWithOurNodes(url, twilio)),
	];
}

async function measure(
	name: string,
	startAnswerer: (twilio: TwilioEmulator) => Promise<Answerer>,
): Promise<Result> {
	const twilio = await startTwilioEmulator();
	try {
		const answerer = await startAnswerer(twilio);
		const times = await onSdkCall(twilio, async ({ callSid, goAndCome }) => {
			await subscribe(twilio, callSid, answerer.callbackUrl);
			await goAndCome(WARM_UP);
			return await goAndCome(MESSAGES);
		}).finally(answerer.stop);
		say(`  ${name}: ${median(times).toFixed(1)} ms`);
		return { name, times };
	} finally {
		await twilio.stop();
	}
}

function answerFrom({ installation }: Subject, bare: Result, results: readonly Result[]): Answer {
	return {
		question: 'How long is a round trip?',
		versions: `n8n ${installation.version} on its own Node.js 24, SQLite; Twilio's Voice SDK ${devDependencies['@twilio/voice-sdk']} in Chromium`,
		notes: [
			`From sendMessage() in the page to messageReceived with the answer, ${MESSAGES} messages one after the other on one call, after ${WARM_UP} to warm up. Twilio is the emulator on the same machine: a real one adds its own way over the internet, twice.`,
			"n8n's own nodes: Webhook and HTTP Request, which prove nothing about the sender and try nothing again.",
		],
		table: {
			columns: ['answered by', 'p50 ms', 'p99 ms', 'max ms', 'p50 beside the server'],
			rows: [bare, ...results].map(({ name, times }) => [
				name,
				median(times).toFixed(1),
				percentile(times, 99).toFixed(1),
				Math.max(...times).toFixed(1),
				`${(median(times) / median(bare.times)).toFixed(1)}x`,
			]),
		},
		goals: results
			.filter(({ name }) => name.startsWith('these'))
			.map(({ name, times }) => atMost(INSTANT_MS, median(times), ' ms', `p50, ${name}:`)),
	};
}

if (require.main === module) void printAnswer(howLongIsARoundTrip);
