import { rotated } from '../report/statistics';
import { execute } from './engine';
import type { SenderName, TimeJob, Timing } from './jobs';
import { messagesTo, type Message } from './messages';

/** An execution or as many as send this many messages, so that rounds of small ones do not vanish. */
const MESSAGES_PER_TURN = 1000;

const SENDERS: readonly SenderName[] = ['this node', 'bare helper'];
const WARM_UP_ROUNDS = 2;

/** Has both senders send the same messages in turn, round after round, after a warm-up. */
export async function measureTime({ url, calls, amounts, rounds }: TimeJob): Promise<Timing[]> {
	const contests = amounts.flatMap((amount) => {
		const messages = messagesTo(calls, amount);
		return SENDERS.map((sender) => ({ sender, messages, msPerMessage: new Array<number[]>() }));
	});
	for (let round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
		for (const { sender, messages, msPerMessage } of rotated(contests, round)) {
			const turn = await takeTurn(sender, messages, url);
			if (round >= WARM_UP_ROUNDS) msPerMessage.push(turn);
		}
	}
	return contests.map(({ sender, messages, msPerMessage }) => ({
		sender,
		amount: messages.length,
		msPerMessage,
	}));
}

async function takeTurn(sender: SenderName, messages: readonly Message[], url: string) {
	const msPerMessage: number[] = [];
	for (let sent = 0; sent < MESSAGES_PER_TURN; sent += messages.length) {
		const started = performance.now();
		await execute(sender, messages, url);
		msPerMessage.push((performance.now() - started) / messages.length);
	}
	return msPerMessage;
}
