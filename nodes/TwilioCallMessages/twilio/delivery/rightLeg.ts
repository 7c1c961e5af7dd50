import { isActive, isAppLeg, type CallLeg } from '../callLeg';
import type { CallLookups } from './recipients';

/**
 * Says which leg to use in place of one that takes no messages, or what became of it; undefined when nothing is
 * known, also because Twilio cannot be asked: this only ever adds to an error.
 * Source: https://www.twilio.com/docs/voice/sdks#call-legs-with-voice-sdk-calls
 */
export async function describeRightLeg(
	callSid: string,
	lookups: Pick<CallLookups, 'call' | 'childCalls'>,
): Promise<string | undefined> {
	return await findOut(callSid, lookups).catch(() => undefined);
}

async function findOut(
	callSid: string,
	lookups: Pick<CallLookups, 'call' | 'childCalls'>,
): Promise<string | undefined> {
	const [call, children] = await Promise.all([lookups.call(callSid), lookups.childCalls(callSid)]);
	const child = children.find(hasApp);
	if (child) return `${callSid} is the parent; the person's app is on its child ${child.sid}.`;

	const { parentCallSid, status } = call;
	const parent =
		parentCallSid === undefined ? undefined : await lookups.call(parentCallSid).catch(nobody);
	if (parent && hasApp(parent)) {
		return `${callSid} is a child; the person's app is on its parent ${parent.sid}.`;
	}
	return isActive(call) ? undefined : `The status of ${callSid} is ${status}.`;
}

const nobody = () => undefined;

const hasApp = (leg: CallLeg): boolean => isActive(leg) && isAppLeg(leg);
