import { promises as dns } from 'node:dns';
import { getHostAddresses } from 'werift';

import { mediaDoors, StunClient } from '../support/stunClient';
import { until } from '../support/until';
import { SAMPLES, VoiceMedia } from '../support/voiceMedia';
import { VoiceStage } from '../support/voiceStage';

const SOUND = Buffer.alloc(SAMPLES, 'hello');

let stage: VoiceStage;

beforeEach(async () => {
	stage = await VoiceStage.open();
});

afterEach(async () => {
	jest.restoreAllMocks();
	await stage.close();
});

async function placeCall(media: VoiceMedia): Promise<void> {
	const alice = await stage.signIn('alice');
	await stage.placeCall(alice, await media.offer());
	const { sdp } = await alice.hears('answer');
	await media.accept(String(sdp));
}

async function takeCall(media: VoiceMedia): Promise<void> {
	const alice = await stage.register('alice');
	await stage.callPerson('alice', alice);
	const { callsid, sdp } = await alice.hears('invite');
	alice.says('answer', { callsid, sdp: await media.answer(String(sdp)) });
}

it.each([
	['she placed', placeCall],
	['she took', takeCall],
])('gives back to the person what she says on a call %s', async (_name, connect) => {
	const media = new VoiceMedia();
	try {
		await connect(media);
		await until(() => {
			media.say(SOUND);
			return media.heard.length >= 50;
		});
	} finally {
		await media.close(); // its ports would count in the tests that follow
	}

	expect(media.heard.every((sound) => sound.equals(SOUND))).toBe(true);
});

const addressesIn = (sdp: unknown) => mediaDoors(String(sdp)).map(({ address }) => address);

it('is to be reached at loopback and at the addresses of the network', async () => {
	const alice = await stage.register('alice');
	await stage.placeCall(alice);
	await stage.callPerson('alice', alice);

	const descriptions = [await alice.hears('answer'), await alice.hears('invite')];

	const addresses = ['127.0.0.1', ...getHostAddresses(true, false)];
	expect(descriptions.map(({ sdp }) => addressesIn(sdp))).toEqual([addresses, addresses]);
});

/** All of 127.0.0.0/8 is this machine on Linux, yet 127.0.0.1 alone is an address of it: the rest looks like elsewhere. */
const ELSEWHERE = '127.0.0.2';
const onLinux = process.platform === 'linux' ? it : it.skip;

onLinux('answers nobody but this machine', async () => {
	const alice = await stage.signIn('alice');
	await stage.placeCall(alice);
	const { sdp } = await alice.hears('answer');
	const [here, elsewhere] = [await StunClient.from('0.0.0.0'), await StunClient.from(ELSEWHERE)];
	try {
		const doors = mediaDoors(String(sdp));
		for (const door of doors) {
			elsewhere.knock(door);
			// Packets are read in their order, so what the other one might have got is there after the second.
			await here.isAnswered(door);
			await here.isAnswered(door);
		}
		expect(doors.length).toBeGreaterThan(0);
		expect(elsewhere.answers).toBe(0);
	} finally {
		here.close();
		elsewhere.close();
	}
});

const openPorts = () =>
	process.getActiveResourcesInfo().filter((resource) => resource === 'UDPWrap').length;

it.each([
	[
		'she placed',
		async () => {
			const alice = await stage.signIn('alice');
			const { callSid } = await stage.placeCall(alice);
			await alice.hears('answer');
			return callSid;
		},
	],
	[
		'she took',
		async () => {
			const alice = await stage.register('alice');
			const { sid } = await stage.callPerson('alice', alice);
			await stage.answer(alice);
			return sid;
		},
	],
	[
		'that rings',
		async () => {
			const alice = await stage.register('alice');
			return (await stage.callPerson('alice', alice)).sid;
		},
	],
])('frees the ports of a call %s when it ends', async (_name, start) => {
	const callSid = await start();
	const before = openPorts();

	stage.emulator.phone.end(callSid);

	await until(() => openPorts() === 0);
	expect(before).toBeGreaterThan(0);
});

it('frees the ports of a device that rings no longer', async () => {
	const [desk, mobile] = [await stage.register('alice'), await stage.register('alice')];
	const { sid } = await stage.callPerson('alice', desk, mobile);
	const before = openPorts();

	desk.says('reject', { callsid: sid });

	await until(() => openPorts() === before / 2);
	await mobile.leave();
	await until(() => openPorts() === 0);
	expect(before).toBeGreaterThan(0);
});

it('asks no server on the internet how to reach the SDK', async () => {
	const lookup = jest.spyOn(dns, 'lookup').mockRejectedValue(new Error('No internet'));
	const alice = await stage.register('alice');

	await stage.placeCall(alice);
	await alice.hears('answer');
	await stage.callPerson('alice', alice);
	await alice.hears('invite');

	expect(lookup.mock.calls).toEqual([]);
});
