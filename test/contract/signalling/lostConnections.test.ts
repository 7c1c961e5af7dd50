import type { VoiceClient } from '../support/voiceClient';
import { answerOnly } from '../support/voiceMedia';
import { VoiceStage } from '../support/voiceStage';

let stage: VoiceStage;

beforeEach(async () => {
	stage = await VoiceStage.open();
});

afterEach(() => stage.close());

/** What an SDK heard since it signed in, and what of. */
const heardSince = ({ heard }: VoiceClient) =>
	heard.slice(1).map(({ type, payload }) => [type, payload['content'] ?? payload['callsid']]);

it.each([
	['that the SDK placed', () => stage.openPlacedCall('alice')],
	['that the SDK took', () => stage.openIncomingCall('alice')],
])('lets the SDK take up a call %s, and tells it what it missed', async (_name, open) => {
	const { client, callSid, token } = await open();
	await client.leave();
	await stage.sendMessage(callSid, 'first');
	await stage.sendMessage(callSid, 'second');
	await stage.emulator.settled();

	const back = await stage.signIn('alice');
	back.takesUp(callSid, token);
	const answer = await back.hears('answer');
	await stage.sendMessage(callSid, 'third');
	await stage.caughtUp(back);

	expect(answer).toEqual({ callsid: callSid, reconnect: token });
	expect(heardSince(back)).toEqual([
		['answer', callSid],
		['message', 'first'],
		['message', 'second'],
		['message', 'third'],
	]);
	expect(stage.statusOf(callSid)).toBe('in-progress');
});

it('tells the SDK nothing twice when it takes up its call again and again', async () => {
	const { client, callSid, token } = await stage.openPlacedCall('alice');
	await client.leave();
	await stage.sendMessage(callSid, 'hi');
	await stage.emulator.settled();

	const heard = [];
	for (let round = 0; round < 3; round += 1) {
		const back = await stage.signIn('alice');
		back.takesUp(callSid, token);
		await back.caughtUp();
		await back.leave();
		heard.push(back.heardTypes.slice(1));
	}

	expect(heard).toEqual([['answer', 'message'], ['answer'], ['answer']]);
});

it('takes what the SDK says before it takes up its call', async () => {
	const { client, callSid, token } = await stage.openPlacedCall('alice');
	await client.leave();

	const back = await stage.signIn('alice');
	const sid = back.sendsMessage(callSid, 'hi');
	back.takesUp(callSid, token);
	await back.hears('answer');

	expect(await back.hears('ack')).toMatchObject({ voiceeventsid: sid });
	expect(stage.emulator.phone.saidBy(callSid)).toEqual([expect.objectContaining({ sid })]);
});

it('ends the call when the SDK hangs up instead of taking it up', async () => {
	const { client, callSid } = await stage.openPlacedCall('alice');
	await client.leave();

	const back = await stage.signIn('alice');
	back.says('hangup', { callsid: callSid });
	await back.caughtUp();

	expect(stage.statusOf(callSid)).toBe('completed');
});

it('tells the SDK when its call has ended in the meantime', async () => {
	const { client, callSid, token } = await stage.openPlacedCall('alice');
	await client.leave();
	await stage.sendMessage(callSid, 'goodbye');
	stage.emulator.phone.end(callSid);

	const back = await stage.signIn('alice');
	back.takesUp(callSid, token);
	await stage.caughtUp(back);

	expect(heardSince(back)).toEqual([['hangup', callSid]]);
});

it('lets a device that is gone ring no longer', async () => {
	const [desk, mobile] = [await stage.register('alice'), await stage.register('alice')];
	const { sid } = await stage.callPerson('alice', desk, mobile);

	await desk.leave();
	mobile.says('reject', { callsid: sid });
	await mobile.caughtUp();

	expect(stage.statusOf(sid)).toBe('busy');
});

it('does not let a device that is back answer what it no longer rings for', async () => {
	const desk = await stage.register('alice');
	const { sid } = await stage.callPerson('alice', desk);
	const { sdp, reconnect } = await desk.hears('invite');
	await desk.leave();

	const back = await stage.register('alice');
	back.says('answer', { callsid: sid, sdp: await answerOnly(String(sdp)) });
	back.takesUp(sid, String(reconnect));
	await stage.caughtUp(back);

	expect(back.heardTypes).toEqual(['connected', 'ready', 'hangup']);
	expect(stage.statusOf(sid)).toBe('ringing');
});
