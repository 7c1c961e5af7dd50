import { setTimeout as sleep } from 'node:timers/promises';
import { countBy, range } from 'lodash';

import { until } from '../../sandbox/poll';
import type { Member } from '../../sandbox/queue/member';
import { TIMEOUT_MS } from '../support/n8n';
import { deliverUntilAcknowledged, messageSidOf, messagesOf } from '../support/callMessages';
import { publishRecording, useQueueBench } from '../support/queue/queueBench';
import { startLongRun } from '../support/longRun';

const bench = useQueueBench();
const LIMITS = { timeoutMs: 120_000, everyMs: 200 };
const IS_CHAOS = process.env['QUEUE_CHAOS_MESSAGES'] !== undefined;
/** In each storm; `npm run queue-chaos` sends more. */
const MESSAGES = Number(process.env['QUEUE_CHAOS_MESSAGES'] ?? 500);
/** Of a worker in `sandbox/queue`. */
const CONCURRENCY = 10;
const TEST_MS = 120_000 + 100 * MESSAGES;

let calls = 1_000;

/** Kills a process in a test, and starts it again after it. */
const killed: Member[] = [];
async function kill(...members: readonly Member[]) {
	killed.push(...members);
	await Promise.all(members.map(async (member) => await member.kill()));
}
const startKilled = async () =>
	await Promise.all(killed.splice(0).map(async (member) => await member.start()));
afterEach(startKilled);

/** Kills the first, which stays away as long as the test lasts; of a longer storm all, one after the other. */
async function killOneOrAll([first, second]: readonly [Member, Member]) {
	await kill(first);
	if (!IS_CHAOS) return;
	await startKilled();
	await kill(second);
}

/** Sends messages, 20 at a time, while something happens, and resolves with what became of them. */
async function storm(disturb: () => Promise<void>) {
	const { id, messagesUrl } = await publishRecording(bench);
	const messages = messagesOf(MESSAGES / 10, 10, calls);
	calls += MESSAGES / 10;
	const attempts = new Map<string, number>();
	const underWay = new Set<string>();
	const disturbed = new Set<string>();
	let isDisturbed = false;
	const waiting = [...messages];
	const lane = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			const sid = messageSidOf(next);
			underWay.add(sid);
			if (isDisturbed) disturbed.add(sid);
			attempts.set(sid, await deliverUntilAcknowledged(bench.twilio, messagesUrl, next));
			underWay.delete(sid);
		}
	};
	const lanes = Promise.all(range(20).map(lane));
	await until('A part is sent', LIMITS, () => attempts.size >= MESSAGES / 5);
	isDisturbed = true;
	for (const sid of underWay) disturbed.add(sid);
	await disturb();
	isDisturbed = false;
	await lanes;
	const sids = messages.map(messageSidOf);
	return {
		workflowId: id,
		lost: sids.filter((sid) => attempts.get(sid) === Infinity),
		/** How often each message was handled so far. */
		handled: () => countBy(bench.recorder.sids.filter((sid) => attempts.has(sid))),
		/** Of those that n8n never refused: what it refuses comes again, though it may have taken it. */
		acknowledgedAtOnce: sids.filter((sid) => attempts.get(sid) === 1),
		/** Those that were under way while it happened. */
		disturbed,
	};
}

/** A storm of which nothing may be lost, once all of it is handled, and had time to be handled again. */
async function weather(disturb: () => Promise<void>) {
	const outcome = await storm(disturb);
	expect(outcome.lost).toEqual([]);
	const { handled } = outcome;
	await until('All are handled', LIMITS, () => Object.keys(handled()).length === MESSAGES);
	await sleep(1_000);
	return outcome;
}

it('a run whose worker is killed is retried from the list of executions, and nobody hears a message twice', async () => {
	const { executionId, heard } = await startLongRun(bench, 200);
	await kill(...bench.cluster.workers);
	expect(heard().length).toBeLessThan(200);
	await startKilled();
	const { status } = await bench.api.waitForExecution(executionId, LIMITS.timeoutMs);
	expect(status).toBe('crashed');

	const retry = await bench.api.retryExecution(executionId);
	expect((await bench.api.waitForExecution(retry, TIMEOUT_MS)).status).toBe('success');
	expect(heard()).toEqual(range(200).map((n) => ({ n })));
});

it(
	`${MESSAGES} messages in a storm in which Redis is restarted are all handled, and once each but for those under way`,
	async () => {
		const restart = async () => await bench.cluster.redis.restart(1_000);
		const { handled, acknowledgedAtOnce, disturbed } = await weather(restart);
		// n8n's Redis client says again what it had no answer to, and Redis may have taken it before.
		const undisturbed = acknowledgedAtOnce.filter((sid) => !disturbed.has(sid));
		expect(undisturbed.filter((sid) => handled()[sid] !== 1)).toEqual([]);
	},
	TEST_MS,
);

it.each([
	['a processor is killed', async () => await killOneOrAll(bench.cluster.processors)],
	['the main process is killed', async () => await kill(bench.cluster.main)],
])(
	`${MESSAGES} messages in a storm in which %s are all handled, and once each`,
	async (_, disturb) => {
		const { handled, acknowledgedAtOnce } = await weather(disturb);
		expect(acknowledgedAtOnce.filter((sid) => handled()[sid] !== 1)).toEqual([]);
	},
	TEST_MS,
);

// n8n gives up what a killed worker had taken, after up to two minutes, and forgets its data.
if (IS_CHAOS) {
	it(
		`${MESSAGES} messages in a storm in which a worker is killed are handled once each, or listed as failed`,
		async () => {
			const { workflowId, lost, handled, acknowledgedAtOnce } = await storm(
				async () => await killOneOrAll(bench.cluster.workers),
			);
			expect(lost).toEqual([]);
			const listed = async () => {
				const status = ['crashed', 'error'];
				return (await bench.api.executions(workflowId, { status })).length;
			};
			await until('All are handled or listed', { timeoutMs: 300_000, everyMs: 1_000 }, async () => {
				return Object.keys(handled()).length + (await listed()) >= MESSAGES;
			});
			expect(acknowledgedAtOnce.filter((sid) => (handled()[sid] ?? 0) > 1)).toEqual([]);
			expect(await listed()).toBeLessThanOrEqual(2 * CONCURRENCY);
		},
		TEST_MS + 300_000,
	);
}
