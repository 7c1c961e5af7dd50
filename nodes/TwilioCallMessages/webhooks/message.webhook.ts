import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { readTriggerOptions, type TriggerOptions } from '../descriptions/triggerOptions';
import { readCallMessage, type CallMessage } from '../twilio/callback/messageCallback';
import { segmentsOf, splitQuery } from '../twilio/callback/urlParts';
import { acknowledge, answer, answerRefusal } from './answers';
import { unmetCondition } from './contentFilter';
import { ReceivedMessages } from './duplicates';
import { provenCallback } from './provenCallback';
import { isRecorded } from './recording';

const receivedMessages = new ReceivedMessages();

/**
 * Handles the callback of a subscription: a proven message starts an execution, which n8n acknowledges
 * with 204 once it is recorded. A message that does not pass the filter, or came before, is acknowledged
 * and starts nothing; anything else is refused.
 */
export async function receiveMessage(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const callback = await provenCallback(context, readCallMessage, readSetup);
	if (!callback.isProven) return callback.answer;

	const { value: message, setup: options, url } = callback;
	if (isTooOld(message, options)) return answerRefusal(context, 'age', [url]);
	const unmet = unmetCondition(message.content, options.conditions);
	if (unmet) {
		context.logger.debug(
			`${context.getNode().name} dropped message ${message.sid}: its field "${unmet.field}" is not what Content Filter wants.`,
		);
		return acknowledge(context);
	}
	const delivery = await deliveryOf(context, message, options);
	if (delivery === 'repeat') return acknowledge(context);
	if (delivery === 'undecided') return answer(context, 503, 'Still being recorded');
	return { workflowData: [[{ json: itemOf(context, message) }]] };
}

const readSetup = (context: IWebhookFunctions) => ({
	webhookUrl: context.getNodeWebhookUrl('default') ?? '',
	...readTriggerOptions(context),
});

function isTooOld({ timestamp }: CallMessage, { maximumAgeMs }: TriggerOptions): boolean {
	return maximumAgeMs > 0 && Date.now() - timestamp.getTime() > maximumAgeMs;
}

async function deliveryOf(
	context: IWebhookFunctions,
	message: CallMessage,
	{ ignoreDuplicates, maximumAgeMs }: TriggerOptions,
) {
	if (!ignoreDuplicates) return 'first';
	// As long as its age would let a copy in, so that none gets in.
	const keepUntil = maximumAgeMs > 0 ? message.timestamp.getTime() + maximumAgeMs : undefined;
	const recording = async () => await isRecorded(context.getResponseObject());
	return await receivedMessages.claim(keyOf(context, message), recording, keepUntil);
}

/**
 * A message at one trigger; the test URL, where somebody is looking, is apart from the production URL. Other spellings of
 * a path lead to the same place, and are not signed where a proxy gives it an address of its own.
 */
function keyOf(context: IWebhookFunctions, { callSid, sid }: CallMessage): string {
	const [path] = splitQuery(context.getRequestObject().originalUrl);
	const place = segmentsOf(path).slice(-3).join('/').toLowerCase();
	return [context.getWorkflow().id, context.getNode().id, place, callSid, sid].join(' ');
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
