import type { CallLookups } from '../twilio/delivery/recipients';
import { describeRightLeg } from '../twilio/delivery/rightLeg';

/** Says which leg to use in place of one that takes no messages; undefined when that is not known. */
export type LegAdvice = (callSid: string) => Promise<string | undefined>;

/** Asks Twilio once per call. */
export function legAdvice(lookups: CallLookups): LegAdvice {
	const asked = new Map<string, Promise<string | undefined>>();
	return async (callSid) => {
		const answer = asked.get(callSid) ?? describeRightLeg(callSid, lookups);
		asked.set(callSid, answer);
		return await answer;
	};
}
