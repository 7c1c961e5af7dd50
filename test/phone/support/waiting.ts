import { poll, until } from '../../../sandbox/poll';
import { isEnded } from '../../../sandbox/twilio/calls/calls';
import type { TwilioEmulator } from '../../../sandbox/twilio/server';

const LIMITS = { timeoutMs: 15_000, everyMs: 25 };

/** Resolves once _Greet a caller_ hears what is said on a call; what was said before is lost, at Twilio too. */
export async function untilSubscribed(twilio: TwilioEmulator, callSid: string): Promise<void> {
	await untilSubscriptions(twilio, callSid, 1);
}

/** Resolves once _Echo_ hears it too, which _Greet a caller_ subscribes. */
export async function untilEchoed(twilio: TwilioEmulator, callSid: string): Promise<void> {
	await untilSubscriptions(twilio, callSid, 2);
}

async function untilSubscriptions({ phone }: TwilioEmulator, callSid: string, count: number) {
	await until(
		`Subscription ${count} of ${callSid}`,
		LIMITS,
		() => phone.subscriptionsOf(callSid).length >= count,
	);
}

/** Resolves with the final status of a leg. */
export async function untilEnded({ phone }: TwilioEmulator, callSid: string): Promise<string> {
	return await poll(`The end of ${callSid}`, LIMITS, async () => {
		const call = phone.call(callSid);
		return isEnded(call) ? call.status : undefined;
	});
}
