import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError, updateDisplayOptions } from 'n8n-workflow';

import { callLocator, readCall } from '../../descriptions/callLocator';
import { connect } from '../../descriptions/connection';
import { isForTwilioItself, type TwilioCredential } from '../../descriptions/credential';
import { invalidField } from '../../descriptions/invalidField';
import { messageContent, readContent } from '../../descriptions/messageContent';
import { readRunIndex } from '../../descriptions/parameters';
import { questionOf, resumeAddress } from '../../descriptions/replyUrl';
import { askingOptions } from '../../descriptions/sendingOptions';
import { showFor } from '../../descriptions/showFor';
import { isRunByHost } from '../../descriptions/toolCall';
import { readWaitTill } from '../../descriptions/waitLimit';
import { callbackUrlProblem } from '../../twilio/delivery/callbackUrl';
import { isRecord, writeJson } from '../../twilio/json';
import { isWorthRepeating, TwilioRequestError } from '../../twilio/rest/failure';
import {
	closeQuestion,
	openQuestion,
	removeLeftOver,
	settleQuestion,
	type Question,
} from '../../twilio/rest/questions';
import { createUserDefinedMessage } from '../../twilio/rest/userDefinedMessages';
import type { CallRequest } from '../itemRequest';

export const description = updateDisplayOptions(showFor('message', 'sendAndWaitForReply'), [
	callLocator,
	...messageContent,
	askingOptions,
]);

/** An execution waits once, whatever its items: like n8n's own nodes that wait, this one asks for the first item. */
export const isForFirstItemOnly = true;

/**
 * Checks the question of an item and says how to ask it: the execution subscribes to the call before the message
 * leaves, so that no answer is too quick, and waits. What follows is up to the reply (`reply.webhook.ts`).
 */
export function prepare(
	context: IExecuteFunctions,
	itemIndex: number,
	credential: TwilioCredential,
): CallRequest {
	requireThatSomethingWaits(context, itemIndex);
	const target = readCall(context, itemIndex);
	const content = readContent(context, itemIndex);
	const waitTill = readWaitTill(context, itemIndex, Date.now());
	const runIndex = readRunIndex(context);
	requireThatTwilioReachesUs(context, itemIndex, credential);
	return {
		target,
		send: async (http, callSid, idempotencyKey) => {
			const question = questionOf(context, { callSid, runIndex });
			await removeLeftOver(http, question, isOverIn(context)).catch(noteIn(context));
			await openQuestion(http, question);
			const message = { callSid, content, idempotencyKey };
			const sent = await createUserDefinedMessage(http, message).catch(async (error: unknown) => {
				giveUp(context, credential, question, error);
				return await Promise.reject(error);
			});
			await context.putExecutionToWait(waitTill);
			void settleQuestion(backgroundHttp(context, credential), question).catch(noteIn(context));
			return sent;
		},
		resultWhenCallEnded: { replied: false },
	};
}

/** Goes on when the execution has ended, or was cancelled. */
const backgroundHttp = (context: IExecuteFunctions, credential: TwilioCredential) =>
	connect(context, credential, { timeoutMs: 5_000, maxRetries: 2 });

/** Nobody is going to wait: of a message that may have been sent all the same, and be tried again, not at once. */
function giveUp(
	context: IExecuteFunctions,
	credential: TwilioCredential,
	question: Question,
	error: unknown,
): void {
	const http = backgroundHttp(context, credential);
	const isFinal = error instanceof TwilioRequestError && !isWorthRepeating(error.failure);
	const done = isFinal
		? closeQuestion(http, question, question.early)
		: settleQuestion(http, question);
	void done.catch(noteIn(context));
}

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

function requireThatTwilioReachesUs(
	context: IExecuteFunctions,
	itemIndex: number,
	credential: TwilioCredential,
): void {
	const isPublic = isForTwilioItself(credential);
	const problem = callbackUrlProblem(resumeAddress(context), { isPublic });
	if (problem) throw invalidField(context, itemIndex, 'The address n8n has for replies', problem);
}

function requireThatSomethingWaits(context: IExecuteFunctions, itemIndex: number): void {
	if (!isRunByHost(context)) return;
	throw new NodeOperationError(
		context.getNode(),
		`Nothing can wait for a reply here [item ${itemIndex}]`,
		{
			itemIndex,
			description:
				'As a tool, this operation needs an AI Agent of version 3 or newer. Use Send Message instead, and the trigger for what the app says.',
		},
	);
}
