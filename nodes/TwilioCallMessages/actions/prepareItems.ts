import type { IExecuteFunctions, NodeApiError } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { TwilioCredential } from '../descriptions/credential';
import { invalidField } from '../descriptions/invalidField';
import { readText } from '../descriptions/parameters';
import { readItemOptions, type ItemOptions } from '../descriptions/sendingOptions';
import * as call from './call';
import type { ItemRequest } from './itemRequest';
import * as message from './message';
import { nodeError } from './nodeError';
import * as subscription from './subscription';

const RESOURCES: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
	call: call.operations,
	message: message.operations,
	subscription: subscription.operations,
};

interface Operation {
	readonly prepare: (
		context: IExecuteFunctions,
		itemIndex: number,
		credential: TwilioCredential,
	) => ItemRequest;
	readonly isForFirstItemOnly?: boolean;
}

/** An item's request with its options. */
export interface UsableItem {
	readonly request: ItemRequest;
	readonly options: ItemOptions;
	readonly error?: undefined;
}

/** An item's request, or why there is none. */
export type PreparedItem =
	UsableItem | { readonly request?: undefined; readonly error: NodeApiError | NodeOperationError };

/** Checks every item for the chosen operation, before anything is sent. Throws when there is no such operation. */
export function prepareItems(
	context: IExecuteFunctions,
	credential: TwilioCredential,
): PreparedItem[] {
	const operation = chosenOperation(context);
	const items = context.getInputData().slice(0, operation.isForFirstItemOnly ? 1 : undefined);
	const prepared = items.map((_, itemIndex): PreparedItem => {
		try {
			const request = operation.prepare(context, itemIndex, credential);
			return { request, options: readItemOptions(context, itemIndex) };
		} catch (error) {
			return { error: nodeError(context.getNode(), error, { itemIndex }) };
		}
	});
	return refuseSharedKeys(context, prepared);
}

function chosenOperation(context: IExecuteFunctions): Operation {
	const [resource, operation] = [
		readText(context, 'resource', 0),
		readText(context, 'operation', 0),
	];
	const chosen = RESOURCES[resource]?.[operation];
	if (chosen !== undefined) return chosen;
	throw new NodeOperationError(
		context.getNode(),
		`The operation "${operation}" of "${resource}" does not exist`,
		{ description: 'Choose Resource and Operation again.' },
	);
}

/** Twilio takes requests under one key for one request, so a key on several items would lose messages. */
function refuseSharedKeys(context: IExecuteFunctions, prepared: PreparedItem[]): PreparedItem[] {
	const seen = new Set<string>();
	return prepared.map((item, itemIndex) => {
		const key = item.error ? undefined : item.options.idempotencyKey;
		if (key === undefined) return item;
		if (!seen.has(key)) {
			seen.add(key);
			return item;
		}
		const error = invalidField(context, itemIndex, 'Idempotency Key', {
			problem: 'is the same as that of an earlier item',
			remedy:
				'Twilio would take both for one message. Use an expression that differs for every item, or remove the option.',
		});
		return { error };
	});
}
