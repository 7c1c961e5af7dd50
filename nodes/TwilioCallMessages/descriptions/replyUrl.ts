import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import { splitQuery } from '../twilio/callback/urlParts';
import { withRepeats } from '../twilio/delivery/callbackUrl';
import type { Question } from '../twilio/rest/questions';
import { isTool } from './toolCall';

/** Which question a reply belongs to, as its URL says. */
export interface AskedFor {
	readonly callSid: string;
	/** The run of the node that asks: a loop asks again. */
	readonly runIndex: number;
	/** Which of the two addresses of the question it came to. */
	readonly isEarly: boolean;
}

/** The question of a run, as Twilio and n8n know it. */
export function questionOf(
	context: IExecuteFunctions | IWebhookFunctions,
	{ callSid, runIndex }: Omit<AskedFor, 'isEarly'>,
): Question {
	const resumeUrl = resumeUrlOf(context);
	const { id, name } = context.getNode();
	const asking = `${resumeUrl}${resumeUrl.includes('?') ? '&' : '?'}call=${callSid}&run=${runIndex}`;
	return {
		callSid,
		early: withRepeats(`${asking}&early=1`, 'all'),
		lasting: withRepeats(asking),
		resumeUrl,
		askedBy: [context.getWorkflow().id, id, name].join(' '),
	};
}

/** What the URL that Twilio called asks for. */
export function askedForIn(url: string): AskedFor {
	const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
	return {
		callSid: query.get('call') ?? '',
		runIndex: Number(query.get('run')),
		isEarly: query.has('early'),
	};
}

/** The address at which n8n resumes this execution in this node, without query. */
export function resumeAddress(context: IExecuteFunctions | IWebhookFunctions): string {
	return splitQuery(resumeUrlOf(context))[0];
}

/**
 * The run that waits. n8n takes it out of the runs it knows, so that it is the one after the last of them; of a tool it
 * keeps the run, for the sake of its input (`preserveInputOverride` in n8n).
 */
export function waitingRunIndex(context: IWebhookFunctions): number {
	const node = asLiteral(context.getNode().name);
	const lastKnown = Number(context.evaluateExpression(`{{ $node[${node}].runIndex }}`, 0));
	return isTool(context) ? lastKnown : lastKnown + 1;
}

/** Tells whether n8n finds a node by its name, in an expression: some names mean something to n8n or to JavaScript. */
export function isFoundByName(context: IExecuteFunctions): boolean {
	const { name } = context.getNode();
	if (name in {}) return false;
	try {
		context.evaluateExpression(`{{ $node[${asLiteral(name)}].name }}`, 0);
		return true;
	} catch {
		return false;
	}
}

/** A text in an expression, with nothing in it that could end the text or the expression. */
function asLiteral(text: string): string {
	const escaped = text.replace(
		/[^A-Za-z0-9]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
	return `"${escaped}"`;
}

/** With n8n's token; n8n 1.x has none. */
function resumeUrlOf(context: IExecuteFunctions | IWebhookFunctions): string {
	const url = String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0));
	const [address, query] = splitQuery(url);
	return `${address}/${context.getNode().id}${query}`;
}
