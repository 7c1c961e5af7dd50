import { createHash, randomUUID } from 'node:crypto';

/** What makes one request of a workflow the same request when it is tried again. */
export interface RequestIdentity {
	/** The same for an execution and a retry of it. Undefined where n8n has none (MCP tool calls). */
	readonly executionKey: string | undefined;
	readonly nodeId: string;
	/** Beside its ID: nodes of a workflow that is given as JSON may share one. */
	readonly nodeName: string;
	readonly runIndex: number;
	readonly itemIndex: number;
	readonly recipient: string;
}

/**
 * The key that lets Twilio recognise a repeated request: the same for every attempt at an item
 * (n8n's Retry On Fail and Retry in the list of executions included), another one for the next turn of a loop or a new
 * execution. Without an execution it is random, since identities of different runs would collide.
 */
export function idempotencyKey(identity: RequestIdentity): string {
	if (identity.executionKey === undefined) return randomUUID();
	const { executionKey, nodeId, nodeName, runIndex, itemIndex, recipient } = identity;
	return hash([executionKey, nodeId, nodeName, runIndex, itemIndex, recipient]);
}

/**
 * The key of auto-subscribe: the same for every status of a call, so that repeated and concurrent statuses
 * make one subscription, also from several n8n processes.
 */
export function subscriptionKey(subscription: {
	readonly callSid: string;
	readonly callbackUrl: string;
	readonly callbackMethod: string;
}): string {
	return hash([subscription.callSid, subscription.callbackUrl, subscription.callbackMethod]);
}

function hash(parts: ReadonlyArray<string | number>): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
