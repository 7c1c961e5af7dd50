import type { CallLookups } from '../twilio/delivery/recipients';
import { describeRightLeg } from '../twilio/delivery/rightLeg';

/** Says which leg to use in place of one that takes no messages; undefined when that is not known. */
export type LegAdvice = (callSid: string) => Promise<string | undefined>;

/** A run in which more calls than these failed has a common cause. */
const MOST_CALLS = 20;

/** Asks Twilio once per call, and for the first calls of a run only. */
export function legAdvice(lookups: CallLookups): LegAdvice {
	const asked = new Map<string, Promise<string | undefined>>();
	return async (callSid) => {
		if (!asked.has(callSid) && asked.size >= MOST_CALLS) return undefined;
		const answer = asked.get(callSid) ?? describeRightLeg(callSid, lookups);
		asked.set(callSid, answer);
		return await answer;
	};
}
