import type { IExecuteFunctions, INode, IWebhookFunctions } from 'n8n-workflow';

import { splitQuery } from '../twilio/callback/urlParts';
import { withCall, withRepeats } from '../twilio/delivery/callbackUrl';
import type { Question } from '../twilio/rest/questions';

const WAITING_RUN = 'waitingRun';

/** What there is to know about a node that waits, or is going to. */
export interface Resuming {
	readonly node: INode;
	readonly workflowId: string | undefined;
	readonly evaluate: (expression: string) => unknown;
}

/** Reads it from n8n's context. */
export function resumingOf(context: IExecuteFunctions | IWebhookFunctions): Resuming {
	return {
		node: context.getNode(),
		workflowId: context.getWorkflow().id,
		evaluate: (expression) => context.evaluateExpression(expression, 0),
	};
}

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
	resuming: Resuming,
	{ callSid, runIndex }: Omit<AskedFor, 'isEarly'>,
): Question {
	const resumeUrl = resumeUrlOf(resuming);
	const { id, name } = resuming.node;
	const asking = `${withCall(resumeUrl, callSid)}&run=${runIndex}`;
	return {
		callSid,
		early: withRepeats(`${asking}&early=1`, 'all'),
		lasting: withRepeats(asking),
		resumeUrl,
		askedBy: [resuming.workflowId, id, name].join(' '),
	};
}

/** Tells whether the node is the tool of an AI agent, or of an MCP server: n8n adds `Tool` to its type then. */
export function isTool({ type }: INode): boolean {
	return type.endsWith('Tool');
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
export function resumeAddress(resuming: Resuming): string {
	return splitQuery(resumeUrlOf(resuming))[0];
}

/**
 * Notes in the execution which run of the node waits, for whoever takes the reply. n8n tells a webhook no run, and counts
 * those it knows in different ways: the waiting one of a tool is among them from n8n 2.11 on, any other is not.
 */
export function noteWaitingRun(context: IExecuteFunctions, runIndex: number): void {
	context.getContext('node')[WAITING_RUN] = runIndex;
}

/** The run that waits, as it was noted. */
export function waitingRunIndex({ node, evaluate }: Resuming): number {
	return Number(evaluate(`{{ $node[${asLiteral(node.name)}].context.${WAITING_RUN} }}`));
}

/** Tells whether n8n finds a node by its name, in an expression: some names mean something to n8n or to JavaScript. */
export function isFoundByName({ node: { name }, evaluate }: Resuming): boolean {
	if (name in {}) return false;
	try {
		evaluate(`{{ $node[${asLiteral(name)}].name }}`);
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
function resumeUrlOf({ node, evaluate }: Resuming): string {
	const [address, query] = splitQuery(String(evaluate('{{ $execution.resumeUrl }}')));
	return `${address}/${node.id}${query}`;
}
