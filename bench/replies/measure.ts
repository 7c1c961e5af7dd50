import axios from 'axios';

import { connect } from '../../sandbox/n8n/api/api';
import { until } from '../../sandbox/poll';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { say } from '../report/answer';
import { createAskingWorkflow } from './workflow';

const WARM_UP = 10;
/** Longer than Twilio goes on trying. */
const LOST_AFTER = { timeoutMs: 20_000, everyMs: 20 };

/** How questions are asked. */
export interface Setting {
	readonly questions: number;
	readonly sideBySide: number;
	/** how long Twilio pauses before it tries again */
	readonly pauseMs: number;
}

/** What became of one question. */
export interface Outcome {
	readonly isLost: boolean;
	/** what n8n answered to each attempt of Twilio to deliver the reply: 409 while the execution runs */
	readonly answers: ReadonlyArray<number | null>;
	/** from the request that starts the workflow to the question on the phone, which answers at once */
	readonly startToReplyMs: number;
	/** from the reply to the attempt that continued the execution; of a lost one, to the last attempt */
	readonly replyToTakenMs: number;
}

export interface Result extends Setting {
	readonly outcomes: readonly Outcome[];
}

/** Has a phone answer every question at the moment it hears it. Throws when a workflow goes on with another reply. */
export async function measure(n8nUrl: string, setting: Setting): Promise<Result> {
	const twilio = await startPhone(setting.pauseMs);
	try {
		const path = await createAskingWorkflow(await connect(n8nUrl), twilio);
		const ask = async () => await askOnce(twilio, `${n8nUrl}/webhook/${path}`);
		for (let count = 0; count < WARM_UP; count++) await ask();
		const outcomes = await inLanes(setting, ask);
		const lost = outcomes.filter(({ isLost }) => isLost);
		say(`  ${setting.sideBySide} side by side, pause ${setting.pauseMs} ms: ${lost.length} lost`);
		for (const { answers } of lost) say(`    lost after ${answers.join(', ')}`);
		return { ...setting, outcomes };
	} finally {
		await twilio.stop();
	}
}

async function startPhone(callbackRetryPauseMs: number): Promise<TwilioEmulator> {
	const twilio: TwilioEmulator = await startTwilioEmulator({
		callbackRetryPauseMs,
		onEvent: (event) => {
			if (event.type !== 'messageToPhone' || !isQuestion(event.content)) return;
			twilio.phone.say(event.callSid, { to: event.sid });
		},
	});
	return twilio;
}

const isQuestion = (content: unknown): boolean =>
	typeof content === 'object' && content !== null && 'question' in content;

async function inLanes({ questions, sideBySide }: Setting, ask: () => Promise<Outcome>) {
	const outcomes: Outcome[] = [];
	let left = questions;
	const lane = async () => {
		while (left-- > 0) outcomes.push(await ask());
	};
	await Promise.all(Array.from({ length: sideBySide }, lane));
	return outcomes;
}

async function askOnce({ phone, deliveries }: TwilioEmulator, url: string): Promise<Outcome> {
	const { sid } = phone.startCall({ from: 'client:alice', to: '+15005550006' });
	const startedMs = Date.now();
	await axios.post(url, { sid }, { proxy: false });
	const isThanked = await until('Thanks', LOST_AFTER, () => phone.heardBy(sid).length > 1).then(
		() => true,
		() => false,
	);
	const [question, thanks] = phone.heardBy(sid);
	const attempts = deliveries.filter(({ callSid }) => callSid === sid);
	const last = attempts.at(-1);
	if (!question || !last) throw new Error('A question did not reach its phone');
	if (thanks) requireReply(thanks.content, question.sid);
	return {
		isLost: !isThanked,
		answers: attempts.map(({ status }) => status),
		startToReplyMs: question.at.getTime() - startedMs,
		replyToTakenMs: last.at.getTime() - question.at.getTime(),
	};
}

function requireReply(thanks: unknown, questionSid: string): void {
	if (JSON.stringify(thanks) === JSON.stringify({ thanks: { to: questionSid } })) return;
	throw new Error(`A workflow went on with another reply: ${JSON.stringify(thanks)}`);
}
