import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { toBoolean } from '../fields/reading';
import { readTriggerEvents } from '../fields/triggerEvents';
import { readTriggerOptions } from '../fields/triggerOptions';
import { readCallMessage, type CallMessage } from '../twilio/callback/messageCallback';
import { acknowledge, answer, answerRefusal } from './answers';
import { unmetCondition } from './contentFilter';
import { deliveryOf, isTooOld, nothingReceived } from './delivery';
import { provenCallback } from './provenCallback';

const received = nothingReceived();

/**
 * Handles the callback of a subscription: a proven message starts an execution, which n8n acknowledges
 * with 204 once it is recorded. A message that nobody wants, does not pass the filter, or came before, is acknowledged
 * and starts nothing; anything else is refused.
 */
export async function receiveMessage(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const callback = await provenCallback(context, readCallMessage, readSetup);
	if (!callback.isProven) return callback.answer;

	const { value: message, setup, url } = callback;
	if (isTooOld(message, setup)) return answerRefusal(context, 'age', [url]);
	const whyNot = whyDropped(message, setup);
	if (whyNot !== undefined) {
		context.logger.debug(`${context.getNode().name} dropped message ${message.sid}: ${whyNot}.`);
		return acknowledge(context);
	}
	const occurrence = { key: `${message.callSid} ${message.sid}`, timestamp: message.timestamp };
	switch (await deliveryOf(context, received, occurrence, setup)) {
		case 'repeat':
			return acknowledge(context);
		case 'undecided':
			return answer(context, 503, 'Still being recorded');
		case 'first':
			return { workflowData: [[{ json: itemOf(message, setup) }]] };
	}
}

type Setup = ReturnType<typeof readSetup>;

const readSetup = (context: IWebhookFunctions) => ({
	webhookUrl: context.getNodeWebhookUrl('default') ?? '',
	isWanted: readTriggerEvents(context).has('message'),
	isSimplified: toBoolean(context.getNodeParameter('simplify')) ?? true,
	...readTriggerOptions(context),
});

function whyDropped({ content }: CallMessage, { isWanted, conditions }: Setup): string | undefined {
	if (!isWanted) return 'Message is not among its Events';
	const unmet = unmetCondition(content, conditions);
	return unmet && `its field "${unmet.field}" is not what Content Filter wants`;
}

function itemOf(message: CallMessage, { isSimplified }: Setup): IDataObject {
	if (!isSimplified) {
		const asSent = Object.fromEntries(message.parameters);
		return { ...asSent, event: 'message', content: message.content };
	}
	return {
		event: 'message',
		sid: message.sid,
		call_sid: message.callSid,
		account_sid: message.accountSid,
		sequence_number: message.sequenceNumber,
		timestamp: message.timestamp.toISOString(),
		content_type: message.contentType,
		content: message.content,
	};
}
