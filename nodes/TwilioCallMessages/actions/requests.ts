import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readRunIndex } from '../descriptions/parameters';
import type { ItemOptions } from '../descriptions/sendingOptions';
import { hostedCallId, isRunByHost } from '../descriptions/toolCall';
import { idempotencyKey } from '../twilio/delivery/idempotencyKey';
import { isCallEnded } from '../twilio/rest/failure';
import type { TwilioHttp } from '../twilio/rest/request';
import { callEnded } from './endedCall';
import type { CallRequest, ReadRequest } from './itemRequest';
import { nodeError } from './nodeError';

/** How to carry out the requests of items. Both reject with an error n8n can show. */
export interface Requests {
	/** Sends an item's request to one call, under its idempotency key. Resolves with the JSON of the output item. */
	readonly send: (
		request: CallRequest,
		callSid: string,
		options: ItemOptions,
		itemIndex: number,
	) => Promise<IDataObject>;
	/** Resolves with the JSON of each output item. */
	readonly read: (request: ReadRequest, itemIndex: number) => Promise<readonly IDataObject[]>;
}

/** `adviceOn` says which leg to use in place of one that takes no messages. */
export function requestsOf(
	context: IExecuteFunctions,
	http: TwilioHttp,
	adviceOn: (callSid: string) => Promise<string | undefined>,
): Requests {
	const keyOf = keysOfRun(context);
	const node = context.getNode();
	return {
		send: async (request, callSid, options, itemIndex) => {
			const key = givenKey(request, callSid, options) ?? keyOf(itemIndex, callSid);
			return await request.send(http, callSid, key).catch(async (error: unknown) => {
				const hasEnded = isCallEnded(error);
				if (hasEnded && options.ignoreEndedCalls) return callEnded(request, callSid);
				const isOwnChoice = request.target.deliverTo === 'call';
				const advice = hasEnded && isOwnChoice ? await adviceOn(callSid) : undefined;
				return await Promise.reject(nodeError(node, error, { itemIndex, callSid, advice }));
			});
		},
		read: async (request, itemIndex) =>
			await request
				.read(http)
				.catch(
					async (error: unknown) => await Promise.reject(nodeError(node, error, { itemIndex })),
				),
	};
}

/** The user's own key; with several recipients each has to have another one. */
function givenKey(
	{ target }: CallRequest,
	callSid: string,
	{ idempotencyKey: key }: ItemOptions,
): string | undefined {
	return key === undefined || target.deliverTo === 'call' ? key : `${key} ${callSid}`;
}

function keysOfRun(context: IExecuteFunctions): (itemIndex: number, recipient: string) => string {
	const { id: nodeId, name: nodeName } = context.getNode();
	const run = isRunByHost(context)
		? { executionId: hostedCallId(context), runIndex: 0 }
		: { executionId: executionIdOf(context), runIndex: readRunIndex(context) };
	return (itemIndex, recipient) =>
		idempotencyKey({ ...run, nodeId, nodeName, itemIndex, recipient });
}

const executionIdOf = (context: IExecuteFunctions): string | undefined => context.getExecutionId();
