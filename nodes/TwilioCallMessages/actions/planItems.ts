import type {
	IDataObject,
	IExecuteFunctions,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

import { nobodyToSendTo } from '../descriptions/deliverTo';
import type { Step } from '../twilio/delivery/perCallQueue';
import { noRecipients } from './endedCall';
import { nodeError } from './nodeError';
import type { PreparedItem, UsableItem } from './prepareItems';
import type { RecipientsOf } from './recipientsOf';
import type { Requests } from './requests';

/** A step that gives output items of an input item. */
export interface ItemStep extends Step<readonly IDataObject[]> {
	readonly itemIndex: number;
}

/** What is to be done for an item: the steps that give its output items, or why there are none. */
export type ItemPlan =
	| { readonly steps: readonly ItemStep[]; readonly error?: undefined }
	| { readonly error: NodeApiError | NodeOperationError };

/** The steps of a plan, each with its item. A bad item is a step that fails: it waits for nobody, and nobody waits for it. */
export function stepsOf(plan: ItemPlan, itemIndex: number): readonly ItemStep[] {
	if (!plan.error) return plan.steps;
	return [alone(itemIndex, async () => await Promise.reject(plan.error))];
}

const alone = (itemIndex: number, run: ItemStep['run']): ItemStep => ({
	lane: `item ${itemIndex}`,
	itemIndex,
	run,
});

/** Plans every item, now that it is known whom it goes to. Sends nothing yet. */
export function planItems(
	context: IExecuteFunctions,
	items: readonly PreparedItem[],
	recipientsOf: RecipientsOf,
	requests: Requests,
): ItemPlan[] {
	return items.map((item, itemIndex) =>
		item.error ? item : planItem(context, item, itemIndex, recipientsOf, requests),
	);
}

function planItem(
	context: IExecuteFunctions,
	{ request, options }: UsableItem,
	itemIndex: number,
	recipientsOf: RecipientsOf,
	requests: Requests,
): ItemPlan {
	if (request.target === undefined) {
		return { steps: [alone(itemIndex, async () => await requests.read(request, itemIndex))] };
	}

	const { target } = request;
	const fail = (error: unknown) => {
		const callSid = target.deliverTo === 'conference' ? undefined : target.callSid;
		return { error: nodeError(context.getNode(), error, { itemIndex, callSid }) };
	};
	const recipients = recipientsOf(target);
	if (recipients.status === 'notStarted') return { steps: [] };
	if (recipients.status === 'failed') return fail(recipients.error);

	const { value } = recipients;
	const callSids = 'gone' in value ? [] : value.callSids;
	if (callSids.length === 0 && options.ignoreEndedCalls) {
		return { steps: [alone(itemIndex, async () => [noRecipients(request)])] };
	}
	if ('gone' in value) return fail(value.gone);
	if (callSids.length === 0) return { error: nobodyToSendTo(context, itemIndex, target) };
	return {
		steps: callSids.map((callSid) => ({
			lane: callSid,
			itemIndex,
			run: async () => [await requests.send(request, callSid, options, itemIndex)],
		})),
	};
}
