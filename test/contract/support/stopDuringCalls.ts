import { leftOpen } from './leftOpen';
import { offerOnly } from './voiceMedia';
import { VoiceStage } from './voiceStage';

// Run as a process of its own, so that whatever is open is the emulator's.
async function stopDuringCalls(): Promise<void> {
	const stage = await VoiceStage.open();
	const alice = await stage.register('alice');
	const bob = await stage.register('bob');
	await stage.placeCall(alice);
	await stage.callPerson('bob', bob);
	await stage.answer(bob);
	await stage.callPerson('alice', alice);
	stage.startCallTo('bob');
	alice.says('invite', { callsid: 'TJS1', sdp: await offerOnly(), twilio: {} });
	await alice.hears('ringing');
	const { length } = stage.emulator.phone.calls();
	await stage.emulator.stop();
	await stage.close();

	console.log(`calls: ${length}, left open: ${(await leftOpen()).join(', ') || 'nothing'}`);
}

void stopDuringCalls();
