import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { readTriggerOptions } from '../descriptions/triggerOptions';
import { isActive, isAppLeg } from '../twilio/callLeg';
import { addressBeside } from '../twilio/callback/calledUrls';
import {
	isEnded,
	readCallStatus,
	type CallStatusReport,
} from '../twilio/callback/callStatusCallback';
import { acknowledge, answer } from './answers';
import { noteEnd, subscribeOnce } from './autoSubscribe';
import { provenCallback } from './provenCallback';

/**
 * Handles Twilio's status callback with auto-subscribe: a leg that reports itself ringing or in progress is
 * subscribed to the message URL of this trigger, once. Starts no execution. When subscribing fails Twilio is
 * told, the log says what to do, and the next status of the leg tries again.
 */
export async function receiveCallStatus(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const callback = await provenCallback(context, readCallStatus, readSetup);
	if (!callback.isProven) return callback.answer;
	if (context.getNodeParameter('autoSubscribe') !== true) {
		return answer(context, 404, 'Auto-subscribe is off');
	}
	const { value: report, setup, url, credential } = callback;
	if (!isWanted(context, report)) return acknowledge(context);
	if (isEnded(report)) noteEnd(context, report);
	if (!isActive(report)) return acknowledge(context);

	const { originalUrl } = context.getRequestObject();
	const messageUrl = addressBeside({ ...setup, originalUrl }, url, 'messages');
	return (await subscribeOnce(context, credential, report, messageUrl))
		? acknowledge(context)
		: answer(context, 502, 'The call could not be subscribed');
}

const readSetup = (context: IWebhookFunctions) => ({
	webhookUrl: context.getNodeWebhookUrl('setup') ?? '',
	...readTriggerOptions(context),
});

function isWanted(context: IWebhookFunctions, report: CallStatusReport): boolean {
	return isAppLeg(report) || context.getNodeParameter('subscribeTo') === 'allLegs';
}
