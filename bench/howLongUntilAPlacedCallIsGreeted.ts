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
import { DEFAULTS, LAZY_ACQUIRE } from './throughput/settings';
import { p50Of, ROUNDS, takeTurns, TIME_COLUMNS, timeCells, type Times } from './turns';

const WARM_UP = 5;
const CALLS = 20;
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
		const times: Times = new Map();
		for (const { name, env } of SETTINGS) {
			await inN8n(subject, env, async (url) => {
				await takeTurns(times, name, CANDIDATES, async (greet) => await measure(url, greet));
			});
		}
		const [ours = '', theirs = ''] = Object.keys(CANDIDATES);
		return {
			question: 'How long until a placed call is greeted?',
			versions: `n8n ${subject.installation.version} on its own Node.js 24, SQLite; Twilio's Voice SDK ${devDependencies['@twilio/voice-sdk']} in Chromium`,
			notes: [
				`From device.connect() in the page to messageReceived with the first message of the workflow, ${CALLS * ROUNDS} calls one after the other in ${ROUNDS} turns, each after ${WARM_UP} to warm up. Twilio is the emulator on the same machine: the Voice URL is asked, the call is subscribed, answered with TwiML and sent a message.`,
				"n8n's own nodes: Webhook, HTTP Request, Respond to Webhook and HTTP Request, which prove nothing about the sender and try nothing again. Bare nodes: the least a community package could have, which prove nothing either.",
			],
			table: {
				columns: ['answered and greeted by', ...TIME_COLUMNS],
				rows: [...times].map(([name, all]) => [name, ...timeCells(all)]),
			},
			goals: SETTINGS.map(({ name }) =>
				atMost(
					0.8,
					p50Of(times, `${ours}, ${name}`) / p50Of(times, `${theirs}, ${name}`),
					'x',
					`p50, ${ours} beside ${theirs}, ${name}:`,
				),
			),
		};
	});
}

async function measure(n8nUrl: string, greet: Greet): Promise<number[]> {
	const twilio = await startTwilioEmulator();
	try {
		twilio.setApplication({ voiceUrl: await greet(n8nUrl, twilio) });
		return (await placeCalls(twilio, WARM_UP + CALLS)).slice(WARM_UP);
	} finally {
		await twilio.stop();
	}
}

if (require.main === module) void printAnswer(howLongUntilAPlacedCallIsGreeted);
