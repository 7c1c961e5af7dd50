import { callOf, sendRest } from '../support/restClient';
import type { VoiceClient } from '../support/voiceClient';
import { VoiceStage } from '../support/voiceStage';

// A server hangs up a call that an SDK is on.

let stage: VoiceStage;

beforeEach(async () => {
	stage = await VoiceStage.open();
});

afterEach(() => stage.close());

async function hangUp(callSid: string, status: 'canceled' | 'completed', client: VoiceClient) {
	const answer = await sendRest(stage.emulator, 'POST', callOf(callSid), { Status: status });
	await stage.caughtUp(client);
	return answer.status;
}

it.each([
	['placed', 'openPlacedCall'],
	['answered', 'openIncomingCall'],
] as const)('hangs up the call that the SDK %s', async (_name, open) => {
	const { client, callSid } = await stage[open]('alice');

	expect(await hangUp(callSid, 'completed', client)).toBe(200);

	expect(stage.statusOf(callSid)).toBe('completed');
	expect(client.heard.at(-1)).toMatchObject({ type: 'hangup', payload: { callsid: callSid } });
});

it.each(['canceled', 'completed'] as const)('lets it ring no longer: %s', async (status) => {
	const alice = await stage.register('alice');
	const { sid } = await stage.callPerson('alice', alice);

	expect(await hangUp(sid, status, alice)).toBe(200);

	expect(stage.statusOf(sid)).toBe(status);
	expect(alice.heard.at(-1)).toMatchObject({ type: 'cancel', payload: { callsid: sid } });
});

it('hangs up the leg of the SDK with the leg of the customer', async () => {
	const { client, callSid } = await stage.openIncomingCall('alice');
	const customers = stage.emulator.phone.call(callSid).parentCallSid ?? '';

	expect(await hangUp(customers, 'completed', client)).toBe(200);

	expect(stage.statusOf(callSid)).toBe('completed');
	expect(client.heard.at(-1)).toMatchObject({ type: 'hangup', payload: { callsid: callSid } });
});

it('does not disturb a conversation that is to be canceled', async () => {
	const { client, callSid } = await stage.openPlacedCall('alice');

	expect(await hangUp(callSid, 'canceled', client)).toBe(200);

	expect(stage.statusOf(callSid)).toBe('in-progress');
	expect(client.heardTypes.at(-1)).toBe('answer');
});
