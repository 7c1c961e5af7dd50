import { isRecord, writeJson } from '../../twilio/json';
import { isWorthRepeating, TwilioRequestError } from '../../twilio/rest/failure';
import {
	closeQuestion,
	removeLeftOver,
	settleQuestion,
	type Question,
} from '../../twilio/rest/questions';
import { deadline } from '../../twilio/waiting';
import type { Setup } from '../operation';

/** Before a question is asked: removes what older ones left at Twilio. What stays does not keep it from being asked. */
export async function removeOlder(setup: Setup, question: Question): Promise<void> {
	await removeLeftOver(setup.http, question, isOverIn(setup)).catch(noteIn(setup));
}

/** The execution waits: sees in the background that Twilio stops trying again once nobody waits any more. */
export function settle(setup: Setup, question: Question): void {
	void settleQuestion(backgroundHttp(setup), question).catch(noteIn(setup));
}

/**
 * Nobody is going to wait. Not at once where the message may have been sent all the same, or n8n tries again: the same
 * question is asked at the same address then.
 */
export function giveUp(setup: Setup, question: Question, error: unknown): void {
	const isRefused = error instanceof TwilioRequestError && !isWorthRepeating(error.failure);
	const mayBeAskedAgain = !isRefused || setup.run.node.retryOnFail === true;
	if (mayBeAskedAgain) {
		settle(setup, question);
		return;
	}
	void closeQuestion(backgroundHttp(setup), question, question.early).catch(noteIn(setup));
}

const backgroundHttp = ({ run, credential }: Setup) =>
	run.n8n.connect(credential, { timeoutMs: 5_000, maxRetries: 2, isBackground: true });

/** What cannot be removed costs callbacks nobody waits for, until the call ends. */
const noteIn =
	({ run }: Setup) =>
	(error: unknown) => {
		run.n8n.logDebug(
			`${run.node.name} left a subscription of a question behind: ${String(error)}. It ends with the call.`,
		);
	};

const PROBE_MS = 3_000;

/**
 * Asks n8n whether an execution is over, by a method that resumes none. It answers with 409 then, or with 404 when it has
 * not kept the execution; one that runs or waits is left to the node.
 */
const isOverIn =
	({ run }: Setup) =>
	async (resumeUrl: string) => {
		const { signal, timeIsUp, release } = deadline(PROBE_MS);
		const asked = run.n8n.httpRequest({
			method: 'PUT',
			url: resumeUrl,
			timeout: PROBE_MS,
			abortSignal: signal,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
		});
		const answer: unknown = await Promise.race([asked, timeIsUp]).finally(release);
		if (!isRecord(answer)) return false;
		const text = writeJson(answer['body']) ?? '';
		if (answer['statusCode'] === 404) return /does not exist/.test(text);
		return answer['statusCode'] === 409 && !/is running/.test(text);
	};
