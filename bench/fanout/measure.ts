import { connect, type N8nApi } from '../../sandbox/n8n/api/api';
import { until } from '../../sandbox/poll';
import { say } from '../report/answer';
import { median, rotated } from '../report/statistics';
import { messagesTo, type Message } from '../sending/messages';
import type { Traffic } from './meter';
import { createNodeTimeReader, type NodeTimeReader } from './nodeTime';
import { requireAllInOrder } from './proof';
import { createSenders, type Sender, type SenderName } from './senders';
import type { PretendedTwilio } from './twilio';

export const CALLS = 20;
export const MESSAGES = 200;
export const ROUNDS = 7;

const WARM_UP_ROUNDS = 2;
const RUN_LIMITS = { timeoutMs: 60_000, everyMs: 20 };

/** What a sender reached. */
export interface Result {
	readonly sender: SenderName;
	/** one time per round */
	readonly ms: readonly number[];
	readonly traffic: ReadonlyArray<Pick<Traffic, 'connections' | 'abreast'>>;
}

interface Stage {
	readonly api: N8nApi;
	readonly twilio: PretendedTwilio;
	readonly messages: readonly Message[];
	readonly timeOf: NodeTimeReader;
}

/** Runs the senders in turn in one running n8n. Throws when messages did not arrive, each once and in order. */
export async function measure(baseUrl: string, twilio: PretendedTwilio): Promise<Result[]> {
	const api = await connect(baseUrl);
	const messages = messagesTo(CALLS, MESSAGES);
	const stage = { api, twilio, messages, timeOf: await createNodeTimeReader(baseUrl) };
	const senders = await createSenders(api, messages);
	const results = senders.map(({ name }) => ({
		sender: name,
		ms: new Array<number>(),
		traffic: new Array<Traffic>(),
	}));
	for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
		for (const sender of rotated(senders, round)) {
			const { ms, traffic } = await send(stage, sender);
			if (round < WARM_UP_ROUNDS) continue;
			const result = results.find((one) => one.sender === sender.name);
			result?.ms.push(ms);
			result?.traffic.push(traffic);
		}
	}
	for (const { sender, ms } of results) say(`  ${sender}: ${median(ms)} ms`);
	return results;
}

async function send({ api, twilio, messages, timeOf }: Stage, sender: Sender) {
	twilio.takeTraffic();
	const started = await api.run(sender.workflowId, 'Start');
	if (!('executionId' in started)) throw new Error(`${sender.name} did not start`);
	const { executionId } = started;
	// n8n has enough to do: it is asked for the execution only when all messages have arrived, or never will.
	await until('Messages', RUN_LIMITS, () => twilio.requestCount() >= messages.length).catch(
		() => undefined,
	);
	const { status, error } = await api.waitForExecution(executionId, RUN_LIMITS.timeoutMs);
	const traffic = twilio.takeTraffic();
	if (status !== 'success') throw new Error(`${sender.name}: ${error?.message ?? status}`);
	requireAllInOrder(sender, messages, traffic.requests);
	return { ms: await timeOf(executionId, sender.name), traffic };
}
