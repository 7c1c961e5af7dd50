import { randomUUID } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

/** Tells whether the node is the tool of an AI agent, or of an MCP server: n8n adds `Tool` to its type then. */
export function isTool(context: Pick<IExecuteFunctions, 'getNode'>): boolean {
	return context.getNode().type.endsWith('Tool');
}

/**
 * Tells whether whoever uses the tool runs the node itself (AI Agent before version 3, MCP): n8n's engine, which could
 * repeat and wait, gives each call its `toolCallId` (`requests-response.ts` in n8n-core).
 */
export function isRunByHost(context: Pick<IExecuteFunctions, 'getNode' | 'getInputData'>): boolean {
	const [item] = context.getInputData();
	return isTool(context) && item !== undefined && !('toolCallId' in item.json);
}

const calls = new WeakMap<object, string>();

/**
 * What tells one call of a host from another. Execution and run index do not: a host has no execution, counts its own
 * attempts, or starts anew for each item. The input is the same object for all attempts at one call.
 */
export function hostedCallId(context: Pick<IExecuteFunctions, 'getInputData'>): string {
	const call = context.getInputData()[0]?.json;
	if (call === undefined) return randomUUID();
	const id = calls.get(call) ?? randomUUID();
	calls.set(call, id);
	return id;
}
