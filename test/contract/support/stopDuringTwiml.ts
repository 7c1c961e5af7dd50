import { leftOpen } from './leftOpen';
import { response, TwimlStage } from './twimlStage';
import { until } from './until';

const VERBS = [
	'<Pause length="10000"/>',
	'<Say loop="0">Hello</Say>',
	'<Dial action="/after"><Client>bob</Client></Dial>',
	'<Dial action="/after"><Conference>Support</Conference></Dial>',
	'<Enqueue action="/after">support</Enqueue>',
	'<Connect><Stream url="wss://a.example/" statusCallback="/stream"/></Connect>',
];

// Run as a process of its own, so that whatever is open is the emulator's.
async function stopDuringTwiml(): Promise<void> {
	const stage = await TwimlStage.open({ twimlSecondMs: 1000 });
	for (const verbs of VERBS) {
		stage.setVoice(verbs);
		const before = stage.requestsTo('/voice').length;
		await stage.place();
		await until(() => stage.requestsTo('/voice').length > before);
		await stage.emulator.settled();
	}
	stage.answer('/voice', () => undefined);
	await stage.place();
	stage.answer('/voice', response('<Redirect>/voice</Redirect>'));
	await stage.place();
	const { length } = stage.emulator.phone.calls();
	await stage.close();

	console.log(`calls: ${length}, left open: ${(await leftOpen()).join(', ') || 'nothing'}`);
}

void stopDuringTwiml();
