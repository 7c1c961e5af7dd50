import { fakeOnly } from '../support/fakeOnly';
import { until } from '../support/until';
import type { VoiceClient } from '../support/voiceClient';
import { VoiceStage } from '../support/voiceStage';

const SECOND_MS = 1_000;

let stage: VoiceStage;
let client: VoiceClient;
let callSid: string;
let token: string;

beforeEach(async () => {
	stage = await VoiceStage.open();
	({ client, callSid, token } = await stage.openPlacedCall('alice'));
	fakeOnly('setTimeout', 'clearTimeout');
});

afterEach(async () => {
	jest.useRealTimers();
	await stage.close();
});

async function comeBack(): Promise<VoiceClient> {
	const back = await stage.signIn('alice');
	back.takesUp(callSid, token);
	await back.hears('answer');
	return back;
}

const pass = (seconds: number) => jest.advanceTimersByTime(seconds * SECOND_MS);

it('completes the call of an SDK that does not come back', async () => {
	await client.leave();
	const before = stage.statusOf(callSid);

	await until(() => {
		pass(1);
		return stage.statusOf(callSid) === 'completed';
	});

	expect(before).toBe('in-progress');
	const back = await stage.signIn('alice');
	back.takesUp(callSid, token);
	expect(await back.hears('hangup')).toEqual({ callsid: callSid });
});

it('waits for an SDK that comes back within 29 s', async () => {
	await client.leave();
	pass(29);
	await comeBack();

	pass(60);

	expect(stage.statusOf(callSid)).toBe('in-progress');
});

it('waits as long when the connection breaks again', async () => {
	await client.leave();
	pass(20);
	await (await comeBack()).leave();

	pass(20);
	await comeBack();

	expect(stage.statusOf(callSid)).toBe('in-progress');
});

it('minds no call that is over', async () => {
	await client.leave();
	stage.emulator.phone.end(callSid, 'failed');

	pass(60);

	expect(stage.statusOf(callSid)).toBe('failed');
});
