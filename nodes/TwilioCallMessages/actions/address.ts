import type { IDataObject } from 'n8n-workflow';

import { runLanes } from '../twilio/delivery/lanes';
import {
	findRecipients,
	targetKey,
	type CallLookups,
	type Target,
} from '../twilio/delivery/recipients';
import { attempt, isOfEndedCall } from '../twilio/rest/problem';
import type { Explanation, Problem, Result } from '../twilio/result';
import { isSid } from '../twilio/sids';
import { failed, good, goodOnes, type ItemResult } from './itemResult';
import type { LookingUp, Sending, Setup } from './operation';
import type { Wanted } from './read';

/** One thing to carry out: a look-up, something for one call, or nothing but to give a result that is known. */
export type Delivery =
	| { readonly kind: 'lookUp'; readonly task: LookingUp }
	| ({ readonly kind: 'send'; readonly callSid: string } & Wanted<Sending>)
	| { readonly kind: 'known'; readonly json: IDataObject };

/** The Call SIDs a target stands for, possibly none; and why, when Twilio knows nothing of it, or no more. */
interface Recipients {
	readonly callSids: readonly string[];
	readonly gone?: Problem;
}

type RecipientsOf = (target: Target) => Result<Recipients> | undefined;

/** Finds out whom each item goes to: one delivery per recipient. Sends nothing yet. */
export async function address(
	setup: Setup,
	items: ReadonlyArray<ItemResult<Wanted>>,
): Promise<Array<ItemResult<Delivery>>> {
	const targets = goodOnes(items).flatMap(({ value }) => value.task.target ?? []);
	const recipientsOf = await lookUpAll(setup, targets);
	return items.flatMap((item) =>
		item.ok ? deliveriesOf(item.itemIndex, item.value, recipientsOf) : [item],
	);
}

/** Looks up each distinct target once, several side by side. One that is gone keeps none of the others from it. */
async function lookUpAll(
	{ lookups, lanes }: Setup,
	targets: readonly Target[],
): Promise<RecipientsOf> {
	const distinct = new Map(targets.map((target) => [targetKey(target), target]));
	const work = {
		things: [...distinct.values()],
		laneOf: targetKey,
		run: async (target: Target) => await recipientsAt(target, lookups),
	};
	const outcomes = await runLanes(work, lanes);
	const found = new Map([...distinct.keys()].map((key, index) => [key, outcomes[index]]));
	return (target) => found.get(targetKey(target));
}

async function recipientsAt(target: Target, lookups: CallLookups): Promise<Result<Recipients>> {
	const found = await attempt(async () => await findRecipients(target, lookups));
	if (found.ok) return { ok: true, value: { callSids: found.value } };
	return isOfEndedCall(found.problem)
		? { ok: true, value: { callSids: [], gone: found.problem } }
		: found;
}

function deliveriesOf(
	itemIndex: number,
	{ task, options }: Wanted,
	recipientsOf: RecipientsOf,
): Array<ItemResult<Delivery>> {
	if (task.target === undefined) return [good(itemIndex, { kind: 'lookUp', task })];
	const recipients = recipientsOf(task.target);
	if (recipients === undefined) return [];

	const { target } = task;
	const fail = (problem: Problem) => [failed(itemIndex, { ...problem, callSid: callOf(target) })];
	if (!recipients.ok) return fail(recipients.problem);
	const { callSids, gone } = recipients.value;
	if (callSids.length > 0) {
		return callSids.map((callSid) => good(itemIndex, { kind: 'send', task, options, callSid }));
	}
	if (options.ignoreEndedCalls) {
		return [good(itemIndex, { kind: 'known', json: noRecipients(task) })];
	}
	return gone ? fail(gone) : [failed(itemIndex, nobodyAt(target))];
}

const callOf = (target: Target) => (target.deliverTo === 'conference' ? undefined : target.callSid);

const noRecipients = ({ target, resultWhenCallEnded }: Sending): IDataObject => ({
	...resultWhenCallEnded,
	reason: 'noRecipients',
	...(target.deliverTo === 'conference'
		? { conference: target.conference }
		: { call_sid: target.callSid }),
});

const IGNORE = 'Turn on Ignore Ended Calls under Options if that is expected.';

function nobodyAt(target: Target): Explanation {
	if (target.deliverTo === 'conference') {
		const problem = isSid('CF', target.conference)
			? 'Conference has nobody in it who uses a Voice SDK app'
			: 'Conference names no active conference with a Voice SDK app in it';
		return { problem, remedy: `It may have ended, or not begun. ${IGNORE}` };
	}
	return target.deliverTo === 'childCalls'
		? {
				problem: 'Call SID has no child call that is ringing or in progress',
				remedy: `Nobody was dialled yet, or they hung up. To reach the call itself, set Deliver To to The Call. ${IGNORE}`,
			}
		: {
				problem: 'Call SID has no parent call',
				remedy: `It was not dialled by another call. To reach the call itself, set Deliver To to The Call. ${IGNORE}`,
			};
}
