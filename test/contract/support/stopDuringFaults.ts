import { startTwilioEmulator } from '../../../sandbox/twilio/server';
import { beginRest, messagesOf, sendRest } from './restClient';

const ENDLESS_MS = 1_000_000;

// Run as a process of its own: it ends by itself only when the emulator leaves nothing open.
async function stopDuringFaults(): Promise<void> {
	const emulator = await startTwilioEmulator({
		faultDripMs: ENDLESS_MS,
		faultRefusalMs: ENDLESS_MS,
	});
	const callSid = emulator.phone.startCall({ from: 'client:a', to: '' }).sid;
	emulator.faults.plan(({ path }) => (path.includes('/Calls/') ? 'hungHeaders' : undefined));
	emulator.faults.next('slowDrip');
	const slow = beginRest(emulator, 'GET', `/Calls/${callSid}.json`);
	slow.request.end();
	await slow.status;
	const hung = sendRest(emulator, 'POST', messagesOf(callSid), { Content: '{}' });
	while (emulator.phone.heardBy(callSid).length === 0) await new Promise(setImmediate);
	emulator.faults.next('refusedConnection');
	const refused = await sendRest(emulator, 'GET', '/Calls.json');
	await emulator.settled();

	await emulator.stop();
	const outcomes = [refused, await slow.outcome, await hung];
	console.log(outcomes.map(({ status, error }) => `${status} ${error}`).join(', '));
}

void stopDuringFaults();
