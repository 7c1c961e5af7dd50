import type { Call } from '../../../sandbox/twilio/calls/calls';
import type { Phone } from '../../../sandbox/twilio/calls/phone';
import type { VoiceClient } from '../support/voiceClient';
import { VoiceStage } from '../support/voiceStage';

let stage: VoiceStage;
let desk: VoiceClient;
let mobile: VoiceClient;

beforeEach(async () => {
	stage = await VoiceStage.open();
	desk = await stage.register('alice');
	mobile = await stage.register('alice');
});

afterEach(() => stage.close());

const ringBoth = () => stage.callPerson('alice', desk, mobile);

/** What the devices of alice heard of her call. */
async function heard(): Promise<string[][]> {
	await stage.caughtUp(desk, mobile);
	return [desk, mobile].map(({ heardTypes }) => heardTypes.slice(2));
}

it('rings on at the other device when one rejects it', async () => {
	const { sid } = await ringBoth();

	desk.says('reject', { callsid: sid });

	expect(await heard()).toEqual([['invite'], ['invite']]);
	expect(stage.statusOf(sid)).toBe('ringing');
	await stage.answer(mobile);
	expect(stage.statusOf(sid)).toBe('in-progress');
});

it('is busy when every device rejects it', async () => {
	const { sid } = await ringBoth();

	desk.says('reject', { callsid: sid });
	mobile.says('reject', { callsid: sid });

	expect(await heard()).toEqual([['invite'], ['invite']]);
	expect(stage.statusOf(sid)).toBe('busy');
});

it('is busy when the only device that is left rejects it', async () => {
	await desk.leave();
	const { sid } = await stage.callPerson('alice', mobile);

	mobile.says('reject', { callsid: sid });
	await mobile.caughtUp();

	expect(stage.statusOf(sid)).toBe('busy');
});

it.each<[string, string, (phone: Phone, call: Call) => unknown]>([
	['nobody answers', 'no-answer', (phone, { sid }) => phone.end(sid, 'no-answer')],
	['the caller hangs up', 'canceled', (phone, call) => phone.end(call.parentCallSid ?? '')],
	['somebody steers it to be answered', 'in-progress', (phone, { sid }) => phone.answer(sid)],
])('rings no longer when %s', async (_name, status, change) => {
	const call = await ringBoth();

	change(stage.emulator.phone, call);

	expect(await heard()).toEqual([
		['invite', 'cancel'],
		['invite', 'cancel'],
	]);
	expect(desk.heard.at(-1)?.payload).toEqual({ callsid: call.sid });
	expect(stage.statusOf(call.sid)).toBe(status);
});

it('stays what it is when the SDK answers too late', async () => {
	const { sid } = await ringBoth();
	stage.emulator.phone.end(sid, 'no-answer');

	await stage.answer(desk);

	expect(await heard()).toEqual([
		['invite', 'cancel'],
		['invite', 'cancel'],
	]);
	expect(stage.statusOf(sid)).toBe('no-answer');
});

it.each<[string, (call: Call) => unknown]>([
	['ends', ({ sid }) => stage.emulator.phone.end(sid, 'failed')],
	['is answered elsewhere', ({ sid }) => stage.emulator.phone.answer(sid)],
])('is not heard of when it %s before it could ring', async (_name, change) => {
	change(stage.startCallTo('alice'));

	expect(await heard()).toEqual([[], []]);
});

it('is completed when the SDK hangs up', async () => {
	const { sid } = await ringBoth();
	await stage.answer(desk);

	desk.says('hangup', { callsid: sid });

	expect(await heard()).toEqual([['invite'], ['invite', 'cancel']]);
	expect(stage.statusOf(sid)).toBe('completed');
});

it.each<[string, (call: Call) => string]>([
	['the leg', ({ sid }) => sid],
	["the customer's leg", ({ parentCallSid }) => parentCallSid ?? ''],
])('is hung up at the SDK when %s ends', async (_name, legOf) => {
	const call = await ringBoth();
	await stage.answer(desk);

	stage.emulator.phone.end(legOf(call));

	expect(await heard()).toEqual([
		['invite', 'hangup'],
		['invite', 'cancel'],
	]);
	expect(desk.heard.at(-1)?.payload).toEqual({ callsid: call.sid });
	expect(stage.statusOf(call.sid)).toBe('completed');
});

it.each([
	['nothing', ''],
	['no description', 'garbage'],
])('fails when the SDK answers with %s', async (_name, sdp) => {
	const { sid } = await ringBoth();

	desk.says('answer', { callsid: sid, sdp });

	expect(await heard()).toEqual([
		['invite', 'hangup'],
		['invite', 'cancel'],
	]);
	expect(stage.statusOf(sid)).toBe('failed');
});

it('is over for every device when one hangs up instead of answering', async () => {
	const { sid } = await ringBoth();

	desk.says('hangup', { callsid: sid });

	expect(await heard()).toEqual([['invite'], ['invite', 'cancel']]);
	expect(stage.statusOf(sid)).toBe('canceled');
});
