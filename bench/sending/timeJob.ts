import { rotated } from '../report/statistics';
import { execute } from './engine';
import type { SenderName, TimeJob, Timing } from './jobs';
import { messagesTo, type Message } from './messages';

/** An execution or as many as send this many messages, so that rounds of small ones do not vanish. */
const MESSAGES_PER_TURN = 1000;

const SENDERS: readonly SenderName[] = ['this node', 'bare helper', 'bare + fields'];
const WARM_UP_ROUNDS = 2;

/** Has both senders send the same messages in turn, round after round, after a warm-up. */
export async function measureTime({ url, calls, amounts, rounds }: TimeJob): Promise<Timing[]> {
	const contests = amounts.flatMap((amount) => {
		const messages = messagesTo(calls, amount);
		return SENDERS.map((sender) => ({ sender, messages, turns: new Array<Turn>() }));
	});
	for (let round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
		for (const { sender, messages, turns } of rotated(contests, round)) {
			const turn = await takeTurn(sender, messages, url);
			if (round >= WARM_UP_ROUNDS) turns.push(turn);
		}
	}
	return contests.map(({ sender, messages, turns }) => ({
		sender,
		amount: messages.length,
		ms: turns.map(({ ms }) => ms),
		cpuMs: turns.map(({ cpuMs }) => cpuMs),
	}));
}

/** Per execution of a round, divided by its messages. */
interface Turn {
	readonly ms: number[];
	readonly cpuMs: number[];
}

async function takeTurn(
	sender: SenderName,
	messages: readonly Message[],
	url: string,
): Promise<Turn> {
	const turn: Turn = { ms: [], cpuMs: [] };
	for (let sent = 0; sent < MESSAGES_PER_TURN; sent += messages.length) {
		const [started, usedBefore] = [performance.now(), process.cpuUsage()];
		await execute(sender, messages, url);
		const { user, system } = process.cpuUsage(usedBefore);
		turn.ms.push((performance.now() - started) / messages.length);
		turn.cpuMs.push((user + system) / 1000 / messages.length);
	}
	return turn;
}
