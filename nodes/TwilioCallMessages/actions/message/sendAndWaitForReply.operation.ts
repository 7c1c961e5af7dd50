import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError, updateDisplayOptions } from 'n8n-workflow';

import { callLocator, readCall } from '../../descriptions/callLocator';
import { messageContent, readContent } from '../../descriptions/messageContent';
import { readRunIndex } from '../../descriptions/parameters';
import { replyUrl } from '../../descriptions/replyUrl';
import { askingOptions } from '../../descriptions/sendingOptions';
import { showFor } from '../../descriptions/showFor';
import { isRunByHost } from '../../descriptions/toolCall';
import { readWaitTill } from '../../descriptions/waitLimit';
import { createUserDefinedMessage } from '../../twilio/rest/userDefinedMessages';
import { ensureUserDefinedMessageSubscription } from '../../twilio/rest/userDefinedMessageSubscriptions';
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
export function prepare(context: IExecuteFunctions, itemIndex: number): CallRequest {
	requireThatSomethingWaits(context, itemIndex);
	const target = readCall(context, itemIndex);
	const content = readContent(context, itemIndex);
	const waitTill = readWaitTill(context, itemIndex, Date.now());
	const runIndex = readRunIndex(context);
	return {
		target,
		send: async (http, callSid, idempotencyKey) => {
			const callbackUrl = replyUrl(context, { callSid, runIndex });
			await ensureUserDefinedMessageSubscription(http, { callSid, callbackUrl });
			const message = await createUserDefinedMessage(http, { callSid, content, idempotencyKey });
			await context.putExecutionToWait(waitTill);
			return message;
		},
		resultWhenCallEnded: { replied: false },
	};
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
