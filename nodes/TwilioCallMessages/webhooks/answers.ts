import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { Memory } from '../twilio/memory';
import type { Refusal } from './acceptCallback';

/** What a refused sender is told: a short word, never why in detail, never an echo. */
const REFUSAL_ANSWERS: Readonly<Record<Refusal, { status: number; text: string }>> = {
	size: { status: 413, text: 'Body too large' },
	contentType: { status: 415, text: 'Unsupported content type' },
	signature: { status: 403, text: 'Forbidden' },
	settings: { status: 403, text: 'Forbidden' },
	algorithm: { status: 403, text: 'Forbidden' },
	noAuthToken: { status: 403, text: 'Forbidden' },
	noSharedKey: { status: 403, text: 'Forbidden' },
	account: { status: 403, text: 'Forbidden' },
	call: { status: 403, text: 'Forbidden' },
	age: { status: 403, text: 'Forbidden' },
	shape: { status: 400, text: 'Malformed callback' },
	text: { status: 400, text: 'Malformed callback' },
	type: { status: 400, text: 'Malformed callback' },
};

/** What the person who runs n8n finds in the log, with the next step. */
const REFUSAL_LOGS: Readonly<Record<Refusal, string>> = {
	size: 'it is larger, or has more parameters, than any callback of a call',
	contentType:
		'the Content-Type of the request is neither that of a form nor that of JSON, as Twilio sends them. It is not about what an app calls its content',
	signature:
		"the signature does not fit. If this was Twilio, the Auth Token in the credential is not that of the account (or the Shared Key Secret not that of the key), or Twilio calls another address than this one: set n8n's WEBHOOK_URL (behind a proxy also N8N_PROXY_HOPS), or the trigger's option Public URL, to the address registered at Twilio",
	settings:
		'the header X-Twilio-Webhooks-Signature-Settings is not one that Twilio sends: key=…,algorithm=…, once',
	algorithm:
		'it is signed by an algorithm these nodes do not know. Set the webhook to HMAC_SHA256 at Twilio, or update the nodes',
	noAuthToken:
		"it is signed with the account's Auth Token, and the credential has none. Fill in Auth Token, or have Twilio sign with the shared key: a webhook rule for this address with a setting that names the key",
	noSharedKey:
		'it is signed with a shared key, and the credential has none. Fill in Shared Key Secret with the secret of the key that the webhook setting at Twilio names',
	account: 'it is signed, but for another account than that of the credential',
	call: 'it is signed, but for another call than the one that was asked',
	age: 'it is signed, but older than Maximum Age under Options allows: it comes late, or is a copy of one that came in time',
	shape:
		"it is signed, but it is another kind of callback than this address is for, or an app put what looks like Twilio's own parameters into it",
	text: "its content is not JSON and contains what looks like one of Twilio's own parameters, so nobody can tell where it ends. Let the app send JSON, with JSON.stringify",
	type: 'it is signed, but the contentType its app gave is no type of content. Let the app say application/json, or text/plain, in lower case',
};

/** Refuses a callback to one of these URLs: a short answer for the sender, the reason for the log. Starts nothing. */
export function answerRefusal(
	context: IWebhookFunctions,
	reason: Refusal,
	urls: readonly string[] = [context.getRequestObject().originalUrl],
): IWebhookResponseData {
	const addresses = urls.map(loggable).join(' or ');
	context.logger.warn(
		`${context.getNode().name} refused a callback to ${addresses}: ${REFUSAL_LOGS[reason]}.`,
	);
	const { status, text } = REFUSAL_ANSWERS[reason];
	return answer(context, status, text);
}

/** Neither a query, which may hold a token, nor user info, which may hold a password. */
const loggable = (url: string) => url.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//');

const saidLately = new Memory<true>({ entries: 1_000, ms: 60_000 });

/**
 * Tells a sender to come again, because what would prove its callback cannot be read. Anybody may send, so the log says
 * so once a minute. Starts nothing.
 */
export function answerUnready(context: IWebhookFunctions, reason: string): IWebhookResponseData {
	const { id, name } = context.getNode();
	const key = `${context.getWorkflow().id} ${id} ${name}`;
	if (!saidLately.get(key)) {
		saidLately.set(key, true);
		context.logger.error(
			`${name} cannot prove callbacks, and answers them with 503 until that is corrected: ${reason}. Check the credential of the node and the expressions in its Events and Options.`,
		);
	}
	return answer(context, 503, 'Not ready');
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
