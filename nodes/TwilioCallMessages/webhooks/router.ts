import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { segmentsOf, splitQuery } from '../twilio/callback/urlParts';
import { receiveCallReport } from './callReport.webhook';
import { receiveMessage } from './message.webhook';
import { receiveVoiceRequest } from './voice.webhook';

/** Hands a request to the webhook whose URL it came to. (n8n knows two names for webhooks, and the trigger has three.) */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	if (context.getWebhookName() === 'default') return await receiveMessage(context);
	const [path] = splitQuery(context.getRequestObject().originalUrl);
	const isVoiceUrl = segmentsOf(path).at(-1) === 'voice';
	return await (isVoiceUrl ? receiveVoiceRequest(context) : receiveCallReport(context));
}
