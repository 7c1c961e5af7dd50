import { startTwilioEmulator } from '../../../sandbox/twilio/server';
import { startCallbackReceiver } from './callbackReceiver';

// Run as a process of its own: it ends by itself only when the emulator leaves nothing open.
async function startAndStop(): Promise<void> {
	const silent = await startCallbackReceiver(() => undefined);
	const emulator = await startTwilioEmulator();
	emulator.phone.startCall({ from: 'a', to: '', statusCallback: silent.baseUrl });
	await fetch(`${emulator.baseUrl}/_sandbox/calls`);
	await emulator.stop();
	await silent.stop();
	console.log('stopped');
}

void startAndStop();
