import { VoiceStage } from '../support/voiceStage';

let stage: VoiceStage;

beforeEach(async () => {
	stage = await VoiceStage.open();
});

afterEach(() => stage.close());

it('gives the person the call while her lost connection still seems to stand', async () => {
	const { client, callSid, token } = await stage.openPlacedCall('alice');

	const back = await stage.signIn('alice');
	back.takesUp(callSid, token);
	await back.hears('answer');
	await client.leave();
	await stage.sendMessage(callSid, 'hi');

	expect(await back.hears('message')).toMatchObject({ callsid: callSid, content: 'hi' });
	back.says('hangup', { callsid: callSid });
	await back.caughtUp();
	expect(stage.statusOf(callSid)).toBe('completed');
});

it('gives nobody the call for another token', async () => {
	const { client, callSid } = await stage.openPlacedCall('alice');
	const other = await stage.openPlacedCall('alice');
	await client.leave();

	const back = await stage.signIn('alice');
	for (const token of ['guessed', other.token, '']) back.takesUp(callSid, token);
	await stage.sendMessage(callSid, 'hi');
	await stage.caughtUp(back);

	expect(back.heardTypes).toEqual(['connected']);
	expect(stage.statusOf(callSid)).toBe('in-progress');
});

it('gives no other person the call', async () => {
	const { client, callSid, token } = await stage.openPlacedCall('alice');
	await client.leave();

	const bob = await stage.signIn('bob');
	bob.takesUp(callSid, token);
	bob.says('hangup', { callsid: callSid });
	bob.sendsMessage(callSid, 'hi');
	await stage.caughtUp(bob);

	expect(bob.heardTypes).toEqual(['connected', 'hangup', 'error']);
	expect(stage.statusOf(callSid)).toBe('in-progress');
});

it('gives no device a call that another one has yet to answer', async () => {
	const [desk, mobile] = [await stage.register('alice'), await stage.register('alice')];
	const { sid } = await stage.callPerson('alice', desk, mobile);
	const { reconnect } = await mobile.hears('invite');

	mobile.takesUp(sid, String(reconnect));
	await stage.sendMessage(sid, 'hi');
	await stage.caughtUp(desk, mobile);

	expect(desk.heardTypes.slice(2)).toEqual(['invite', 'message']);
	expect(stage.statusOf(sid)).toBe('ringing');
});
