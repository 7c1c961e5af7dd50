import { runPerCall, type QueueOptions, type StepOutcome } from '../twilio/delivery/perCallQueue';
import {
	findRecipients,
	targetKey,
	type CallLookups,
	type Target,
} from '../twilio/delivery/recipients';

/** Tells the Call SIDs a target stands for, or why they are not known. */
export type RecipientsOf = (target: Target) => StepOutcome<readonly string[]>;

/** Looks up each distinct target once, several side by side. */
export async function recipientsOf(
	targets: readonly Target[],
	lookups: CallLookups,
	options: QueueOptions,
): Promise<RecipientsOf> {
	const distinct = new Map(targets.map((target) => [targetKey(target), target]));
	const steps = [...distinct].map(([lane, target]) => ({
		lane,
		run: async () => await findRecipients(target, lookups),
	}));
	const outcomes = await runPerCall(steps, options);
	const found = new Map([...distinct.keys()].map((key, index) => [key, outcomes[index]]));
	return (target) => found.get(targetKey(target)) ?? { status: 'notStarted' };
}
