import type { IExecuteFunctions } from 'n8n-workflow';

import { connect } from '../../descriptions/connection';
import type { TwilioCredential } from '../../descriptions/credential';
import { isRecord, writeJson } from '../../twilio/json';
import { isWorthRepeating, TwilioRequestError } from '../../twilio/rest/failure';
import {
	closeQuestion,
	removeLeftOver,
	settleQuestion,
	type Question,
} from '../../twilio/rest/questions';
import type { TwilioHttp } from '../../twilio/rest/request';
import { deadline } from '../../twilio/waiting';

/** Before a question is asked: removes what older ones left at Twilio. What stays does not keep it from being asked. */
export async function removeOlder(
	context: IExecuteFunctions,
	http: TwilioHttp,
	question: Question,
): Promise<void> {
	await removeLeftOver(http, question, isOverIn(context)).catch(noteIn(context));
}

/** The execution waits: sees in the background that Twilio stops trying again once nobody waits any more. */
export function settle(
	context: IExecuteFunctions,
	credential: TwilioCredential,
	question: Question,
): void {
	void settleQuestion(backgroundHttp(context, credential), question).catch(noteIn(context));
}

/**
 * Nobody is going to wait. Not at once where the message may have been sent all the same, or n8n tries again: the same
 * question is asked at the same address then.
 */
export function giveUp(
	context: IExecuteFunctions,
	credential: TwilioCredential,
	question: Question,
	error: unknown,
): void {
	const isRefused = error instanceof TwilioRequestError && !isWorthRepeating(error.failure);
	const mayBeAskedAgain = !isRefused || context.getNode().retryOnFail === true;
	if (mayBeAskedAgain) {
		settle(context, credential, question);
		return;
	}
	const http = backgroundHttp(context, credential);
	void closeQuestion(http, question, question.early).catch(noteIn(context));
}

/** Goes on when the execution has ended, or was cancelled. */
const backgroundHttp = (context: IExecuteFunctions, credential: TwilioCredential) =>
	connect(context, credential, { timeoutMs: 5_000, maxRetries: 2 });

/** What cannot be removed costs callbacks nobody waits for, until the call ends. */
const noteIn = (context: IExecuteFunctions) => (error: unknown) => {
	context.logger.debug(
		`${context.getNode().name} left a subscription of a question behind: ${String(error)}. It ends with the call.`,
	);
};

const PROBE_MS = 3_000;

/**
 * Asks n8n whether an execution is over, by a method that resumes none. It answers with 409 then, or with 404 when it has
 * not kept the execution; one that runs or waits is left to the node.
 */
const isOverIn = (context: IExecuteFunctions) => async (resumeUrl: string) => {
	const { signal, timeIsUp, release } = deadline(PROBE_MS);
	const asked = context.helpers.httpRequest({
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
