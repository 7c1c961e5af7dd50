import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { CallbackRequest, Refusal } from './acceptCallback';

/** What a refused sender is told: a short word, never why in detail, never an echo. */
export const REFUSAL_ANSWERS: Readonly<Record<Refusal, { status: number; text: string }>> = {
	size: { status: 413, text: 'Body too large' },
	contentType: { status: 415, text: 'Unsupported content type' },
	signature: { status: 403, text: 'Forbidden' },
	account: { status: 403, text: 'Forbidden' },
	call: { status: 403, text: 'Forbidden' },
	shape: { status: 400, text: 'Malformed callback' },
};

/** What the person who runs n8n finds in the log, with the next step. */
export const REFUSAL_LOGS: Readonly<Record<Refusal, string>> = {
	size: 'the body is larger than any callback of a call',
	contentType: 'the content type is neither form nor JSON',
	signature:
		"the signature does not fit. If this was Twilio, the Auth Token in the credential is not that of the account, or Twilio calls another address than this one: set n8n's WEBHOOK_URL (behind a proxy also N8N_PROXY_HOPS), or the trigger's option Public URL, to the address registered at Twilio",
	account: 'it is signed, but for another account than that of the credential',
	call: 'it is signed, but for another call than the one that was asked',
	shape: 'it is signed, but is not what this address is for',
};

/** Refuses a callback: a short answer for the sender, the reason for the log. Starts nothing. */
export function answerRefusal(
	context: IWebhookFunctions,
	request: CallbackRequest,
	reason: Refusal,
): IWebhookResponseData {
	const urls = request.urls.map((url) => url.split('?', 1)[0]).join(' or ');
	context.logger.warn(
		`${context.getNode().name} refused a callback to ${urls}: ${REFUSAL_LOGS[reason]}.`,
	);
	const { status, text } = REFUSAL_ANSWERS[reason];
	return answer(context, status, text);
}

/** Acknowledges a callback that starts nothing, so that Twilio does not send it again. */
export function acknowledge(context: IWebhookFunctions): IWebhookResponseData {
	return answer(context, 204, '');
}

/** Answers in n8n's place. Starts nothing. */
export function answer(
	context: IWebhookFunctions,
	status: number,
	text: string,
): IWebhookResponseData {
	context.getResponseObject().status(status).type('text/plain').send(text);
	return { noWebhookResponse: true };
}
