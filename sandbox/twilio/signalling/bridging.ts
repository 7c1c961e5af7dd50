import type { Media } from './media';
import type { SdkLegs } from './sdkLegs';

/** The SDKs of two legs hear each other; who talks to a telephone hears nothing. */
export function bridge(legs: SdkLegs, callSid: string, otherCallSid: string): void {
	const [one, other] = [mediaOf(legs, callSid), mediaOf(legs, otherCallSid)];
	one?.sendTo(other);
	other?.sendTo(one);
}

/** The SDK of a leg hears nobody any more. */
export function separate(legs: SdkLegs, callSid: string): void {
	mediaOf(legs, callSid)?.sendTo(undefined);
}

function mediaOf(legs: SdkLegs, callSid: string): Media | undefined {
	const [end] = legs.get(callSid)?.ends ?? [];
	return end?.media;
}
