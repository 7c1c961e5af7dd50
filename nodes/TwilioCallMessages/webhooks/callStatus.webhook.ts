import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { toBoolean } from '../fields/reading';
import { readTriggerOptions } from '../fields/triggerOptions';
import { isActive, isAppLeg } from '../twilio/callLeg';
import { addressBeside } from '../twilio/callback/calledUrls';
import { isEnded, readCallStatus } from '../twilio/callback/callStatusCallback';
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
	const { value: report, setup, url, credential } = callback;
	if (!setup.isOn) return answer(context, 404, 'Auto-subscribe is off');
	if (!setup.isForAllLegs && !isAppLeg(report)) return acknowledge(context);
	if (isEnded(report)) noteEnd(context, report);
	if (!isActive(report)) return acknowledge(context);

	const { originalUrl } = context.getRequestObject();
	const messageUrl = addressBeside({ ...setup, originalUrl }, url, 'messages');
	switch (await subscribeOnce(context, credential, report, messageUrl)) {
		case 'done':
			return acknowledge(context);
		case 'failed':
			return answer(context, 502, 'The call could not be subscribed');
		case 'undecided':
			return answer(context, 503, 'Still being subscribed');
	}
}

const readSetup = (context: IWebhookFunctions) => ({
	webhookUrl: context.getNodeWebhookUrl('setup') ?? '',
	isOn: toBoolean(context.getNodeParameter('autoSubscribe')) ?? false,
	isForAllLegs: context.getNodeParameter('subscribeTo', 'clientLegs') === 'allLegs',
	...readTriggerOptions(context),
});
