import { connect } from '../sandbox/n8n/api/api';
import { startTwilioEmulator } from '../sandbox/twilio/server';
import { deliver, messagesOf } from '../test/support/callMessages';
import { createCredential, triggerNode } from '../test/support/n8n';
import { publish } from '../test/support/publish';
import { inN8n, inTemporaryFolder, prepareSubject } from './realN8n';
import { printAnswer, say, type Answer } from './report/answer';
import { atMost } from './report/goal';
import { LAZY_ACQUIRE } from './throughput/settings';
import { p50Of, takeTurns, TIME_COLUMNS, timeCells, type Times } from './turns';

const WARM_UP = 50;
const MESSAGES = 150;

const CANDIDATES: Readonly<Record<string, { readonly keepOrder: boolean }>> = {
	'with Keep Order': { keepOrder: true },
	'without it': { keepOrder: false },
};

/** What Keep Order adds to messages that come in order, in a real n8n on this machine. */
export async function howLongDoesKeepingOrderTake(): Promise<Answer> {
	return await inTemporaryFolder(async (folder) => {
		const subject = await prepareSubject(folder);
		say(`n8n ${subject.installation.version} (about 1 minute)`);
		const times: Times = new Map();
		await inN8n(subject, LAZY_ACQUIRE.env, async (url) => {
			const measureHere = async (options: object) => await measure(url, options);
			await takeTurns(times, LAZY_ACQUIRE.name, CANDIDATES, measureHere);
		});
		const [kept = '', free = ''] = [...times.keys()];
		return {
			question: 'How long does keeping order take?',
			versions: `n8n ${subject.installation.version} on its own Node.js 24, SQLite`,
			notes: [
				'One message after the other, in order, each starting an execution: from the request to the 204.',
			],
			table: {
				columns: ['callbacks', ...TIME_COLUMNS],
				rows: [...times].map(([name, all]) => [name, ...timeCells(all)]),
			},
			goals: [atMost(1, p50Of(times, kept) - p50Of(times, free), ' ms', 'added, p50:')],
		};
	});
}

let calls = 0;

/** How long each message took (ms). */
async function measure(baseUrl: string, options: object): Promise<number[]> {
	const twilio = await startTwilioEmulator();
	try {
		const api = await connect(baseUrl);
		const trigger = triggerNode(await createCredential(api, twilio), { options });
		const { messagesUrl } = await publish({ baseUrl, api }, trigger, []);
		const times: number[] = [];
		for (const message of messagesOf(1, WARM_UP + MESSAGES, ++calls)) {
			const begun = performance.now();
			const status = await deliver(twilio, messagesUrl, message);
			if (status !== 204) throw new Error(`A message was answered with ${status}`);
			times.push(performance.now() - begun);
		}
		return times.slice(WARM_UP);
	} finally {
		await twilio.stop();
	}
}

if (require.main === module) void printAnswer(howLongDoesKeepingOrderTake);
