import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { BARE_SENDER_PACKAGE } from './sending/bareSenderPackage';
import { CALLS, measure, MESSAGES, ROUNDS, type Result } from './fanout/measure';
import type { SenderName } from './fanout/senders';
import { startTwilio, type PretendedTwilio } from './fanout/twilio';
import { installing } from './barePackage';
import { inN8n, inTemporaryFolder, prepareSubject, type Subject } from './realN8n';
import { printAnswer, say, type Answer } from './report/answer';
import { atLeast, atMost } from './report/goal';
import { median } from './report/statistics';

const DELAY_MS = 50;

/** How long messages to many calls take, in a real n8n on this machine, with TLS as to Twilio itself. */
export async function howFastIsFanOut(): Promise<Answer> {
	return await inTemporaryFolder(async (folder) => {
		const subject = await prepareSubject(folder, [installing(BARE_SENDER_PACKAGE)]);
		const twilio = await startTwilio(DELAY_MS);
		try {
			say(`n8n ${subject.installation.version} (about 3 minutes)`);
			const env = await leadingTo(twilio, folder);
			const results = await inN8n(subject, env, async (url) => await measure(url, twilio));
			return answerFrom(subject, results);
		} finally {
			twilio.stop();
		}
	});
}

async function leadingTo({ cert, proxyUrl }: PretendedTwilio, folder: string) {
	const file = join(folder, 'ca.pem');
	await writeFile(file, cert);
	const noProxy = '127.0.0.1,localhost';
	return {
		NODE_EXTRA_CA_CERTS: file,
		HTTPS_PROXY: proxyUrl,
		NO_PROXY: noProxy,
		// The lower-case ones win over these, and the machine may have its own.
		https_proxy: proxyUrl,
		no_proxy: noProxy,
	};
}

function answerFrom({ installation }: Subject, results: readonly Result[]): Answer {
	return {
		question: 'How fast is fan-out?',
		versions: `n8n ${installation.version} on its own Node.js 24, SQLite, its defaults`,
		notes: [
			`${MESSAGES} messages to ${CALLS} calls, ${MESSAGES / CALLS} each, their items taking turns; options of our node at their defaults. TLS, an answer takes ${DELAY_MS} ms. Sender and answerer share the machine.`,
			"n8n's Twilio: its built-in node, which sends one SMS after the other. Item: our node in Content Mode Item, where only the Call SID is an expression. Bare helper: nothing but n8n's request helper, one call's messages in order, all calls abreast. Bare + fields: it also reads the three fields of each message, which are expressions, as our node does.",
			`ms is n8n's own time of the node (executionTime), the median of ${ROUNDS} runs, which take turns; beside it the shortest and longest; a ratio is the median of the ratios within each round.`,
			'Abreast: the most requests that waited for their answer at the same time. Connections: opened in one run. Built-in takes: so many times as long.',
		],
		table: {
			columns: [
				'node',
				'runs',
				'ms',
				'from-to',
				'x bare',
				'x with fields',
				'built-in takes',
				'abreast',
				'connections',
			],
			rows: results.map((result) => rowOf(results, result)),
		},
		goals: [
			atLeast(
				12,
				ratio(results, "n8n's Twilio", 'this node'),
				'x',
				"n8n's Twilio beside this node:",
			),
			atMost(
				1.15,
				ratio(results, 'this node', 'bare + fields'),
				'x',
				'this node beside bare + fields (the same work):',
			),
			atMost(
				1.15,
				ratio(results, 'this node, Item', 'bare helper'),
				'x',
				'this node, Item beside bare helper (nearly the same work):',
			),
			atMost(
				1.15,
				ratio(results, 'this node', 'bare helper'),
				'x',
				'this node beside bare helper (which evaluates no expression):',
			),
		],
	};
}

function rowOf(results: readonly Result[], { sender, ms, traffic }: Result): string[] {
	return [
		sender,
		String(ms.length),
		median(ms).toFixed(0),
		`${Math.min(...ms)}-${Math.max(...ms)}`,
		ratio(results, sender, 'bare helper').toFixed(2),
		ratio(results, sender, 'bare + fields').toFixed(2),
		`${ratio(results, "n8n's Twilio", sender).toFixed(1)}x`,
		median(traffic.map(({ abreast }) => abreast)).toFixed(0),
		median(traffic.map(({ connections }) => connections)).toFixed(0),
	];
}

/** The median of the ratios within each round: what slows the machine for a while slows both. */
function ratio(results: readonly Result[], one: SenderName, other: SenderName): number {
	const times = (name: SenderName) => results.find(({ sender }) => sender === name)?.ms ?? [];
	return median(times(one).map((ms, round) => ms / (times(other)[round] ?? NaN)));
}

if (require.main === module) void printAnswer(howFastIsFanOut);
