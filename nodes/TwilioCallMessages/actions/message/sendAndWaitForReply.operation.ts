import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError, updateDisplayOptions } from 'n8n-workflow';

import { callLocator, readCall } from '../../descriptions/callLocator';
import { isForTwilioItself, type TwilioCredential } from '../../descriptions/credential';
import { invalidField } from '../../descriptions/invalidField';
import { messageContent, readContent } from '../../descriptions/messageContent';
import { readRunIndex } from '../../descriptions/parameters';
import { isFoundByName, questionOf, resumeAddress } from '../../descriptions/replyUrl';
import { askingOptions } from '../../descriptions/sendingOptions';
import { showFor } from '../../descriptions/showFor';
import { isRunByHost } from '../../descriptions/toolCall';
import { readWaitTill } from '../../descriptions/waitLimit';
import { callbackUrlProblem } from '../../twilio/delivery/callbackUrl';
import { openQuestion } from '../../twilio/rest/questions';
import { createUserDefinedMessage } from '../../twilio/rest/userDefinedMessages';
import type { CallRequest } from '../itemRequest';
import { giveUp, removeOlder, settle } from './questionUpkeep';

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
	requireThatReplyFindsNode(context, itemIndex);
	return {
		target,
		send: async (http, callSid, idempotencyKey) => {
			const question = questionOf(context, { callSid, runIndex });
			await removeOlder(context, http, question);
			await openQuestion(http, question);
			const message = { callSid, content, idempotencyKey };
			const sent = await createUserDefinedMessage(http, message).catch(async (error: unknown) => {
				giveUp(context, credential, question, error);
				return await Promise.reject(error);
			});
			await context.putExecutionToWait(waitTill);
			settle(context, credential, question);
			return sent;
		},
		resultWhenCallEnded: { replied: false },
	};
}

function requireThatTwilioReachesUs(
	context: IExecuteFunctions,
	itemIndex: number,
	credential: TwilioCredential,
): void {
	const isPublic = isForTwilioItself(credential);
	const problem = callbackUrlProblem(resumeAddress(context), { isPublic });
	if (problem) throw invalidField(context, itemIndex, 'The address n8n has for replies', problem);
}

function requireThatReplyFindsNode(context: IExecuteFunctions, itemIndex: number): void {
	if (isFoundByName(context)) return;
	throw invalidField(context, itemIndex, 'The name of this node', {
		problem: 'is one that n8n keeps for itself, so a reply would not find the node',
		remedy: 'Give the node another name.',
	});
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
