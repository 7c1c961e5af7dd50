import { sendRest } from '../support/restClient';
import { VoiceStage } from '../support/voiceStage';

let stage: VoiceStage;

beforeEach(async () => {
	stage = await VoiceStage.open();
});

afterEach(() => stage.close());

async function readRest(path: string): Promise<unknown> {
	const { body } = await sendRest(stage.emulator, 'GET', path);
	return JSON.parse(body);
}

it('is a parent leg from the person to nobody, inbound, also over REST', async () => {
	const { callSid: sid } = await stage.openPlacedCall('alice');

	const call = {
		sid,
		from: 'client:alice',
		to: '',
		direction: 'inbound',
		parent_call_sid: null,
		status: 'in-progress',
	};
	expect(await readRest(`/Calls/${sid}.json`)).toMatchObject(call);
	expect(await readRest('/Calls.json?From=client:alice')).toMatchObject({ calls: [call] });
});

it('rings, then is answered with a description and a token to take it up again', async () => {
	const { client, callSid: callsid } = await stage.openPlacedCall('alice');

	expect(client.heard.slice(1).map(({ type, payload }) => [type, payload])).toEqual([
		['ringing', { callsid }],
		[
			'answer',
			{
				callsid,
				sdp: expect.stringMatching(/^v=0\r\n[^]*m=audio [^]*a=candidate:.* 127\.0\.0\.1 /),
				reconnect: expect.stringMatching(/./),
			},
		],
	]);
});

it('is the business of the device that placed it only', async () => {
	const [first, second] = [await stage.register('alice'), await stage.register('alice')];

	const one = await stage.placeCall(first);
	const other = await stage.placeCall(second);

	expect(await first.hears('answer')).toMatchObject({ callsid: one.callSid });
	expect(await second.hears('answer')).toMatchObject({ callsid: other.callSid });
	expect(first.heardTypes).toEqual(['connected', 'ready', 'ringing', 'answer']);
	expect(second.heardTypes).toEqual(first.heardTypes);
});

it('can be placed by a device that is on another call', async () => {
	const client = await stage.signIn('alice');
	const calls = [await stage.placeCall(client), await stage.placeCall(client)] as const;
	await client.hears('answer');
	await client.hears('answer');

	client.says('hangup', { callsid: calls[1].callSid });
	await client.caughtUp();

	expect(calls.map(({ callSid }) => stage.statusOf(callSid))).toEqual(['in-progress', 'completed']);
});

it.each([
	['digits', 'dtmf', { dtmf: '1' }],
	['media', 'reinvite', { sdp: 'v=0' }],
])('goes on when the SDK sends new %s', async (_name, type, payload) => {
	const { client, callSid } = await stage.openPlacedCall('alice');

	client.says(type, { callsid: callSid, ...payload });
	await stage.caughtUp(client);

	expect(client.heardTypes).toEqual(['connected', 'ringing', 'answer']);
	expect(stage.statusOf(callSid)).toBe('in-progress');
});
