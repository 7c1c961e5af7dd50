import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { toBoolean } from '../fields/reading';
import { readTriggerEvents } from '../fields/triggerEvents';
import { readTriggerOptions } from '../fields/triggerOptions';
import { readCallMessage, type CallMessage } from '../twilio/callback/messageCallback';
import { acknowledge, answer, answerRefusal } from './answers';
import { unmetCondition } from './contentFilter';
import { deliveryOf, isTooOld, nothingReceived } from './delivery';
import { IN_ORDER, MessageOrder, type Turn } from './order';
import { provenCallback } from './provenCallback';
import { isRecorded } from './recording';

const received = nothingReceived();
const order = new MessageOrder();

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
		if (setup.keepOrder) order.pass(orderKeyOf(context, message), message.sequenceNumber);
		return acknowledge(context);
	}
	const occurrence = { key: `${message.callSid} ${message.sid}`, timestamp: message.timestamp };
	switch (await deliveryOf(context, received, occurrence, setup)) {
		case 'repeat':
			return acknowledge(context);
		case 'undecided':
			return answer(context, 503, 'Still being recorded');
		case 'first':
			return await startInTurn(context, message, setup);
	}
}

/** Starts the execution; with Keep Order, once that of the message before has been recorded. */
async function startInTurn(
	context: IWebhookFunctions,
	message: CallMessage,
	setup: Setup,
): Promise<IWebhookResponseData> {
	const item = itemOf(message, setup);
	if (!setup.keepOrder) return { workflowData: [[{ json: item }]] };
	const turn = await turnOf(context, message, setup);
	if (turn === 'undecided') return answer(context, 503, 'An earlier message is being recorded');
	const { missing, isLate } = turn;
	const flags = { gap: missing.length > 0, missing: [...missing], late: isLate };
	return { workflowData: [[{ json: { ...item, ...flags } }]] };
}

async function turnOf(
	context: IWebhookFunctions,
	message: CallMessage,
	{ gapPatienceMs: patienceMs }: Setup,
): Promise<Turn | 'undecided'> {
	// At the test URL somebody looks at one message.
	if (context.getMode() === 'manual') return IN_ORDER;
	const { sequenceNumber } = message;
	const recording = isRecorded(context.getResponseObject());
	return await order.turnOf(orderKeyOf(context, message), {
		sequenceNumber,
		patienceMs,
		recording,
	});
}

const orderKeyOf = (context: IWebhookFunctions, { callSid }: CallMessage) =>
	[context.getNode().webhookId, context.getMode(), callSid].join(' ');

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
