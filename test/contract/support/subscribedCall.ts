import type { TwilioEmulator } from '../../../sandbox/twilio/server';
import { sendRest, subscriptionsOf } from './restClient';

/** A ringing call whose messages go to `callback`; resolves with its SID. Rejects when the subscription is refused. */
export async function startSubscribedCall(
	emulator: TwilioEmulator,
	callback: string,
): Promise<string> {
	const { sid } = emulator.phone.startCall({ from: 'client:alice', to: '' });
	const { status } = await sendRest(emulator, 'POST', subscriptionsOf(sid), { Callback: callback });
	if (status !== 201) throw new Error(`The subscription was answered with ${status}`);
	return sid;
}

/** What became of each attempt so far: the status, else the error. */
export function outcomesOf(emulator: TwilioEmulator): (number | string | null)[] {
	return emulator.deliveries.map(({ status, error }) => status ?? error);
}
