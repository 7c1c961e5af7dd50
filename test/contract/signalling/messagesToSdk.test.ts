import { RTCPeerConnection } from 'werift';

import { deferred } from '../../support/deferred';
import { VoiceStage } from '../support/voiceStage';

let stage: VoiceStage;

beforeEach(async () => {
	stage = await VoiceStage.open();
});

afterEach(async () => {
	jest.restoreAllMocks();
	await stage.close();
});

it.each([
	['an object', { text: 'hi', list: [1, null] }],
	['a list', [1, 2]],
	['a text', 'hi'],
	['a number', 42],
	['false', false],
	['null', null],
])('brings %s as it is, under the SID of the REST answer', async (_name, content) => {
	const { client: alice, callSid } = await stage.openPlacedCall('alice');

	const sid = await stage.sendMessage(callSid, content);

	expect(sid).toMatch(/^KX[0-9a-f]{32}$/);
	expect(await alice.hears('message')).toEqual({
		callsid: callSid,
		content,
		contenttype: 'application/json',
		messagetype: 'user-defined-message',
		voiceeventsid: sid,
	});
});

it('brings messages in the order they were sent', async () => {
	const { client: alice, callSid } = await stage.openPlacedCall('alice');
	const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

	const sids: string[] = [];
	for (const number of numbers) sids.push(await stage.sendMessage(callSid, number));
	await stage.caughtUp(alice);

	const told = alice.heard.filter(({ type }) => type === 'message').map(({ payload }) => payload);
	expect(told.map(({ content }) => content)).toEqual(numbers);
	expect(told.map(({ voiceeventsid }) => voiceeventsid)).toEqual(sids);
});

it('brings a message to the leg it was sent to, and to no other', async () => {
	const { client: alice, callSid } = await stage.openPlacedCall('alice');
	const bob = await stage.register('bob');
	const call = await stage.callPerson('bob', bob);
	await stage.answer(bob);

	await stage.sendMessage(callSid, 'for alice');
	await stage.sendMessage(call.sid, 'for bob');
	await stage.sendMessage(call.parentCallSid ?? '', 'for the customer');
	await stage.caughtUp(alice, bob);

	expect(await alice.hears('message')).toMatchObject({ callsid: callSid, content: 'for alice' });
	expect(await bob.hears('message')).toMatchObject({ callsid: call.sid, content: 'for bob' });
	expect([alice, bob].map(({ heardTypes }) => heardTypes.slice(1))).toEqual([
		['ringing', 'answer', 'message'],
		['ready', 'invite', 'message'],
	]);
});

it('brings a message to every device that rings, then only to the one that answered', async () => {
	const devices = [await stage.register('alice'), await stage.register('alice')] as const;
	const [desk, mobile] = devices;
	const { sid } = await stage.callPerson('alice', ...devices);

	await stage.sendMessage(sid, 'while it rings');
	await stage.answer(desk);
	await stage.sendMessage(sid, 'on the phone');
	await stage.caughtUp(...devices);

	expect(devices.map(({ heardTypes }) => heardTypes.slice(2))).toEqual([
		['invite', 'message', 'message'],
		['invite', 'message', 'cancel'],
	]);
	expect(await mobile.hears('message')).toMatchObject({ content: 'while it rings' });
});

it('keeps messages until the device knows of its call', async () => {
	const { createOffer } = RTCPeerConnection.prototype;
	const offered = deferred<void>();
	jest.spyOn(RTCPeerConnection.prototype, 'createOffer').mockImplementation(async function (
		this: RTCPeerConnection,
	) {
		await offered.promise;
		return await createOffer.call(this);
	});
	const alice = await stage.register('alice');
	const { sid } = stage.startCallTo('alice');

	await stage.sendMessage(sid, 1);
	await stage.sendMessage(sid, 2);
	await alice.caughtUp();
	const before = alice.heardTypes.slice(2);
	offered.resolve();
	await alice.hears('message');
	const second = await alice.hears('message');

	expect(before).toEqual([]);
	expect(alice.heardTypes.slice(2)).toEqual(['invite', 'message', 'message']);
	expect(second).toMatchObject({ callsid: sid, content: 2 });
});

it('brings no message to a device that never heard of the call', async () => {
	const devices = [await stage.register('alice'), await stage.register('alice')] as const;
	const { sid } = stage.startCallTo('alice');

	stage.emulator.phone.answer(sid);
	await stage.sendMessage(sid, 'to whoever answered');
	await stage.caughtUp(...devices);

	expect(devices.map(({ heardTypes }) => heardTypes.slice(2))).toEqual([[], []]);
});
