import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { readCredential } from '../descriptions/credential';
import { readTriggerOptions } from '../descriptions/triggerOptions';
import { readCallMessage, type CallMessage } from '../twilio/callback/messageCallback';
import { acceptCallback } from './acceptCallback';
import { acknowledge, answerRefusal } from './answers';
import { meetsConditions } from './contentFilter';
import { ReceivedMessages, type Settle } from './duplicates';
import { incomingTriggerRequest } from './incomingRequest';

const receivedMessages = new ReceivedMessages();

/**
 * Handles the callback of a subscription: a proven message starts an execution, which n8n acknowledges
 * with 204 once it is recorded. A message that does not pass the filter, or came before, is acknowledged
 * and starts nothing; anything else is refused.
 */
export async function receiveMessage(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const options = readTriggerOptions(context);
	const request = incomingTriggerRequest(context, options);
	const verdict = acceptCallback(request, await readCredential(context), readCallMessage);
	if (!verdict.accepted) return answerRefusal(context, request, verdict.reason);

	const { value: message } = verdict;
	if (!meetsConditions(message.content, options.conditions)) return acknowledge(context);
	if (options.ignoreDuplicates) {
		const settle = await receivedMessages.claim(keyOf(context, message));
		if (settle === undefined) return acknowledge(context);
		settleWithAnswer(context, settle);
	}
	return { workflowData: [[{ json: itemOf(context, message) }]] };
}

/** A message at one trigger; the test URL, where somebody is looking, is apart from the production URL. */
function keyOf(context: IWebhookFunctions, { callSid, sid }: CallMessage): string {
	const [path] = context.getRequestObject().originalUrl.split('?', 1);
	return [context.getWorkflow().id, context.getNode().id, path, callSid, sid].join(' ');
}

// n8n answers after it has recorded the execution, with an error when it could not.
function settleWithAnswer(context: IWebhookFunctions, settle: Settle): void {
	const response = context.getResponseObject();
	response.once('close', () => settle(response.writableFinished && response.statusCode < 300));
}

function itemOf(context: IWebhookFunctions, message: CallMessage): IDataObject {
	return context.getNodeParameter('simplify') === false ? asSent(message) : simplified(message);
}

function simplified(message: CallMessage): IDataObject {
	return {
		sid: message.sid,
		call_sid: message.callSid,
		account_sid: message.accountSid,
		sequence_number: message.sequenceNumber,
		timestamp: message.timestamp.toISOString(),
		content_type: message.contentType,
		content: message.content,
	};
}

function asSent(message: CallMessage): IDataObject {
	return { ...message.parameters, content: message.content };
}
