import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { toBoolean } from '../fields/reading';
import { readTriggerOptions, type TriggerOptions } from '../fields/triggerOptions';
import { readCallMessage, type CallMessage } from '../twilio/callback/messageCallback';
import { acknowledge, answer, answerRefusal } from './answers';
import { unmetCondition } from './contentFilter';
import { ReceivedMessages } from './duplicates';
import { provenCallback } from './provenCallback';
import { isRecorded } from './recording';

const receivedMessages = new ReceivedMessages(10_000);
/** Of triggers with a Maximum Age: a copy is either too old, or of a message in here. */
const receivedWithinAge = new ReceivedMessages(100_000);

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
	return {
		workflowData: [[{ json: options.isSimplified ? simplified(message) : asSent(message) }]],
	};
}

const readSetup = (context: IWebhookFunctions) => ({
	webhookUrl: context.getNodeWebhookUrl('default') ?? '',
	isSimplified: toBoolean(context.getNodeParameter('simplify')) ?? true,
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
	const key = keyOf(context, message);
	const recording = async () => await isRecorded(context.getResponseObject());
	if (maximumAgeMs === 0) return await receivedMessages.claim(key, recording);
	// A little longer than its age lets a copy in.
	const keepUntil = message.timestamp.getTime() + maximumAgeMs + 1_000;
	return await receivedWithinAge.claim(key, recording, keepUntil);
}

/** A message at the URL of one trigger; the test URL, where somebody is looking, is apart from the production URL. */
const keyOf = (context: IWebhookFunctions, { callSid, sid }: CallMessage) =>
	[context.getNode().webhookId, context.getMode(), callSid, sid].join(' ');

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
