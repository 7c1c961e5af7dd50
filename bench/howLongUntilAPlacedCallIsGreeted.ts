import { devDependencies } from '../package.json';
import { startTwilioEmulator, type TwilioEmulator } from '../sandbox/twilio/server';
import { placeCalls } from './greeting/placedCalls';
import { BARE_GREETER_PACKAGE } from './greeting/bareGreeter';
import { greetWithBareNodes, greetWithBuiltInNodes, greetWithOurNodes } from './greeting/workflows';
import { installing } from './barePackage';
import { inN8n, inTemporaryFolder, prepareSubject } from './realN8n';
import { BARE_SENDER_PACKAGE } from './sending/bareSenderPackage';
import { printAnswer, say, type Answer } from './report/answer';
import { atMost } from './report/goal';
import { median, percentile } from './report/statistics';
import { DEFAULTS, LAZY_ACQUIRE, type Settings } from './throughput/settings';

const WARM_UP = 5;
const CALLS = 20;
/** They take turns, so that whatever else the machine does meets both. */
const ROUNDS = 3;

const SETTINGS = [DEFAULTS, LAZY_ACQUIRE];

type Greet = (n8nUrl: string, twilio: TwilioEmulator) => Promise<string>;

const CANDIDATES: Readonly<Record<string, Greet>> = {
	'these nodes': greetWithOurNodes,
	"n8n's own nodes": greetWithBuiltInNodes,
	'bare nodes': greetWithBareNodes,
};

/** How long it takes from device.connect() in an app until it hears the first message of a workflow, in a real n8n. */
export async function howLongUntilAPlacedCallIsGreeted(): Promise<Answer> {
	return await inTemporaryFolder(async (folder) => {
		const subject = await prepareSubject(folder, [
			installing(BARE_GREETER_PACKAGE),
			installing(BARE_SENDER_PACKAGE),
		]);
		say(`n8n ${subject.installation.version} (about 3 minutes)`);
		const times = new Map<string, number[]>();
		for (const settings of SETTINGS) {
			await inN8n(subject, settings.env, async (url) => await measure(url, settings, times));
		}
		const p50Of = (name: string) => median(times.get(name) ?? []);
		const [ours = '', theirs = ''] = Object.keys(CANDIDATES);
		return {
			question: 'How long until a placed call is greeted?',
			versions: `n8n ${subject.installation.version} on its own Node.js 24, SQLite; Twilio's Voice SDK ${devDependencies['@twilio/voice-sdk']} in Chromium`,
			notes: [
				`From device.connect() in the page to messageReceived with the first message of the workflow, ${CALLS * ROUNDS} calls one after the other in ${ROUNDS} turns, each after ${WARM_UP} to warm up. Twilio is the emulator on the same machine: the Voice URL is asked, the call is subscribed, answered with TwiML and sent a message.`,
				"n8n's own nodes: Webhook, HTTP Request, Respond to Webhook and HTTP Request, which prove nothing about the sender and try nothing again. Bare nodes: the least a community package could have, which prove nothing either.",
			],
			table: {
				columns: ['answered and greeted by', 'p50 ms', 'p99 ms', 'max ms'],
				rows: [...times].map(([name, all]) => [
					name,
					median(all).toFixed(1),
					percentile(all, 99).toFixed(1),
					Math.max(...all).toFixed(1),
				]),
			},
			goals: SETTINGS.map(({ name }) =>
				atMost(
					0.8,
					p50Of(`${ours}, ${name}`) / p50Of(`${theirs}, ${name}`),
					'x',
					`p50, ${ours} beside ${theirs}, ${name}:`,
				),
			),
		};
	});
}

async function measure(
	n8nUrl: string,
	settings: Settings,
	times: Map<string, number[]>,
): Promise<void> {
	for (let round = 0; round < ROUNDS; round++) {
		for (const [candidate, greet] of Object.entries(CANDIDATES)) {
			const name = `${candidate}, ${settings.name}`;
			const measured = await measureOne(n8nUrl, greet);
			times.set(name, [...(times.get(name) ?? []), ...measured]);
			say(`  ${name}: ${median(measured).toFixed(1)} ms`);
		}
	}
}

async function measureOne(n8nUrl: string, greet: Greet): Promise<number[]> {
	const twilio = await startTwilioEmulator();
	try {
		twilio.setApplication({ voiceUrl: await greet(n8nUrl, twilio) });
		return (await placeCalls(twilio, WARM_UP + CALLS)).slice(WARM_UP);
	} finally {
		await twilio.stop();
	}
}

if (require.main === module) void printAnswer(howLongUntilAPlacedCallIsGreeted);
