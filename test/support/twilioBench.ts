import {
	startTwilioEmulator,
	type TwilioEmulator,
	type TwilioEmulatorOptions,
} from '../../sandbox/twilio/server';
import { useDuringFile } from './duringFile';
import { standInFor } from './standIn';

/** An emulator for all tests of a file, which forgets its faults after each. */
export function useTwilio(): TwilioEmulator {
	const running = useDuringFile(async (stops) => {
		const twilio = await startTwilioEmulator();
		stops.push(twilio.stop);
		return twilio;
	});
	afterEach(() => running().faults.clear());
	return standInFor(running);
}

/** An emulator that nothing has happened to yet, another one in each test. */
export function useFreshTwilio(options: TwilioEmulatorOptions = {}): TwilioEmulator {
	let running: TwilioEmulator | undefined;
	beforeEach(async () => {
		running = await startTwilioEmulator(options);
	});
	afterEach(async () => await running?.stop());
	return standInFor(() => {
		if (running === undefined) throw new Error('There is a Twilio in tests only');
		return running;
	});
}
