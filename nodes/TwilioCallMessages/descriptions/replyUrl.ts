import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import { isTool } from './toolCall';

/** The question a reply belongs to, as its URL says. */
export interface Question {
	readonly callSid: string;
	/** The run of the node that asks: a loop asks again. */
	readonly runIndex: number;
}

/**
 * Has Twilio try again when n8n is not waiting yet: a reply can be quicker than n8n puts the execution to wait.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
const TRY_AGAIN = '#rc=5&rp=4xx,5xx';

/** The address at which n8n resumes this execution in this node, without query. */
export function resumeAddress(context: IExecuteFunctions | IWebhookFunctions): string {
	return resumeUrl(context)[0];
}

/** The URL Twilio is to call with replies: n8n's token, and the question, which Twilio's signature covers. */
export function replyUrl(
	context: IExecuteFunctions | IWebhookFunctions,
	{ callSid, runIndex }: Question,
): string {
	const [address, token] = resumeUrl(context);
	const query = [...(token === '' ? [] : [token]), `call=${callSid}`, `run=${runIndex}`];
	return `${address}?${query.join('&')}${TRY_AGAIN}`;
}

/** The question in the URL that Twilio called. */
export function questionIn(url: string): Question {
	const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
	return { callSid: query.get('call') ?? '', runIndex: Number(query.get('run')) };
}

/**
 * The run that waits. n8n takes it out of the runs it knows, so that it is the one after the last of them; of a tool it
 * keeps the run, for the sake of its input (`preserveInputOverride` in n8n).
 */
export function waitingRunIndex(context: IWebhookFunctions): number {
	const node = JSON.stringify(context.getNode().name);
	const lastKnown = Number(context.evaluateExpression(`{{ $node[${node}].runIndex }}`, 0));
	return isTool(context) ? lastKnown : lastKnown + 1;
}

/** Address in this node, and query; n8n 1.x has no token in its query. */
function resumeUrl(
	context: IExecuteFunctions | IWebhookFunctions,
): [address: string, query: string] {
	const url = String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0));
	const [address = '', query = ''] = url.split('?', 2);
	return [`${address}/${context.getNode().id}`, query];
}
