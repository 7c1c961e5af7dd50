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

/** Nobody is going to wait: of a message that may have been sent all the same, and be tried again, not at once. */
export function giveUp(
	context: IExecuteFunctions,
	credential: TwilioCredential,
	question: Question,
	error: unknown,
): void {
	const isFinal = error instanceof TwilioRequestError && !isWorthRepeating(error.failure);
	if (!isFinal) {
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

/**
 * n8n refuses a reply to an execution that does not wait: with 409, which is over, unless it says that it still runs. One
 * that waits is left to the node.
 */
const isOverIn = (context: IExecuteFunctions) => async (resumeUrl: string) => {
	const answer: unknown = await context.helpers.httpRequest({
		method: 'POST',
		url: resumeUrl,
		timeout: 3_000,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
	});
	if (!isRecord(answer) || answer['statusCode'] !== 409) return false;
	return !/is running/.test(writeJson(answer['body']) ?? '');
};
