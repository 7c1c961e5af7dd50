import { startTwilioEmulator, type TwilioEmulator } from '../../../sandbox/twilio/server';
import { useDuringFile } from '../../support/duringFile';
import { standInFor } from '../../support/standIn';
import { startTwilioHost, type TwilioHost } from './twilioHost';

/** An emulator for all tests of a file, and the host that clients take for Twilio's. No client may have tried another. */
export function useTwilioHost(): { readonly twilio: TwilioEmulator; readonly host: TwilioHost } {
	const running = useDuringFile(async (stops) => {
		const twilio = await startTwilioEmulator();
		stops.push(twilio.stop);
		const host = await startTwilioHost(twilio.baseUrl);
		stops.push(host.stop);
		return { twilio, host };
	});
	afterEach(() => expect(running().host.refused()).toEqual([]));
	return {
		twilio: standInFor(() => running().twilio),
		host: standInFor(() => running().host),
	};
}

/** As many calls of an app of that name, the newest first. */
export function startCalls({ phone }: TwilioEmulator, name: string, count: number): string[] {
	const start = () =>
		phone.startCall({ from: `client:${name}`, to: '', status: 'in-progress' }).sid;
	return Array.from({ length: count }, start).reverse();
}
