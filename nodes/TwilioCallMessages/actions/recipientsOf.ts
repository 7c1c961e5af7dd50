import { runPerCall, type QueueOptions, type StepOutcome } from '../twilio/delivery/perCallQueue';
import {
	findRecipients,
	targetKey,
	type CallLookups,
	type Target,
} from '../twilio/delivery/recipients';
import { isCallEnded } from '../twilio/rest/failure';

/** The Call SIDs a target stands for, possibly none; or why Twilio knows nothing of it, or no more. */
export type Recipients = { readonly callSids: readonly string[] } | { readonly gone: unknown };

/** Tells whom a target stands for, or why that could not be looked up. */
export type RecipientsOf = (target: Target) => StepOutcome<Recipients>;

/** Looks up each distinct target once, several side by side. One that is gone keeps none of the others from it. */
export async function recipientsOf(
	targets: readonly Target[],
	lookups: CallLookups,
	options: QueueOptions,
): Promise<RecipientsOf> {
	const distinct = new Map(targets.map((target) => [targetKey(target), target]));
	const steps = [...distinct].map(([lane, target]) => ({
		lane,
		run: async () => await recipientsAt(target, lookups),
	}));
	const outcomes = await runPerCall(steps, options);
	const found = new Map([...distinct.keys()].map((key, index) => [key, outcomes[index]]));
	return (target) => found.get(targetKey(target)) ?? { status: 'notStarted' };
}

async function recipientsAt(target: Target, lookups: CallLookups): Promise<Recipients> {
	return await findRecipients(target, lookups).then(
		(callSids) => ({ callSids }),
		async (gone: unknown) => (isCallEnded(gone) ? { gone } : await Promise.reject(gone)),
	);
}
