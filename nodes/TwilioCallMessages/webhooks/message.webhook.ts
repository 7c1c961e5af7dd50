import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { readCredential } from '../descriptions/credential';
import type { CallMessage } from '../twilio/callback/messageCallback';
import { publicUrlOf } from '../twilio/callback/signedUrl';
import type { SignedRequest } from '../twilio/callback/signature';
import { acceptCallback, type Refusal } from './acceptCallback';
import { REFUSAL_ANSWERS, REFUSAL_LOGS } from './answers';

/**
 * Handles the callback of a subscription: a proven message starts an execution, which n8n acknowledges
 * with 204 once it is recorded; anything else is refused and starts nothing.
 */
export async function receiveMessage(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = requestOf(context);
	const verdict = acceptCallback(request, await readCredential(context));
	if (!verdict.accepted) return refuse(context, request, verdict.reason);

	const json =
		context.getNodeParameter('simplify') === false
			? asSent(verdict.value)
			: simplified(verdict.value);
	return { workflowData: [[{ json }]] };
}

function requestOf(context: IWebhookFunctions): SignedRequest {
	const { method, originalUrl, rawBody, headers } = context.getRequestObject();
	const signature = headers['x-twilio-signature'];
	return {
		method,
		url: publicUrlOf({ webhookUrl: context.getNodeWebhookUrl('default') ?? '', originalUrl }),
		contentType: headers['content-type'],
		// n8n leaves the body of other content types unread; those are refused by their type.
		rawBody: rawBody ?? '',
		signature: typeof signature === 'string' ? signature : undefined,
	};
}

function refuse(
	context: IWebhookFunctions,
	request: SignedRequest,
	reason: Refusal,
): IWebhookResponseData {
	const [urlWithoutQuery] = request.url.split('?', 1);
	context.logger.warn(
		`${context.getNode().name} refused a callback to ${urlWithoutQuery}: ${REFUSAL_LOGS[reason]}.`,
	);
	const { status, text } = REFUSAL_ANSWERS[reason];
	context.getResponseObject().status(status).type('text/plain').send(text);
	return { noWebhookResponse: true };
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
