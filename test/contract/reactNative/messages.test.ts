import { startTwilioEmulator } from '../../../sandbox/twilio/server';
import { DEVICES, openApp, sends, type App } from '../../support/reactNative/app';
import type { AppCall, AppInvite } from '../../support/reactNative/sdk';
import { startCallbackReceiver, type CallbackReceiver } from '../support/callbackReceiver';
import { sendRest, subscriptionsOf } from '../support/restClient';
import { parametersOf } from '../support/twilioVerdict';
import { VoiceStage } from '../support/voiceStage';

/* The published JavaScript of Twilio's React Native SDK on a call; only what is native stands in. */

describe.each(DEVICES)('the React Native SDK %s on %s', (version, os) => {
	let stage: VoiceStage;
	let receiver: CallbackReceiver;
	let app: App;

	beforeEach(async () => {
		receiver = await startCallbackReceiver();
		stage = VoiceStage.on(await startTwilioEmulator({ textContents: 'raw' }));
		app = await openApp(stage, version, os);
	});

	afterEach(async () => {
		await stage.close();
		await receiver.stop();
	});

	const told = () =>
		receiver.received.map(parametersOf).map(({ ContentType, Content }) => [ContentType, Content]);

	async function subscribe(callSid: string): Promise<string> {
		await sendRest(stage.emulator, 'POST', subscriptionsOf(callSid), {
			Callback: receiver.baseUrl,
		});
		return callSid;
	}

	async function placedCall(): Promise<{ call: AppCall; callSid: string }> {
		const call = await app.placeCall();
		return { call, callSid: await subscribe(call.getSid() ?? '') };
	}

	async function ringingInvite(): Promise<{ invite: AppInvite; callSid: string }> {
		const ringing = app.rings();
		stage.startCallTo('alice');
		const invite = await ringing;
		return { invite, callSid: await subscribe(invite.getCallSid()) };
	}

	it.each([
		['an object as JSON', { type: 'ready', list: [1, null] }, '{"type":"ready","list":[1,null]}'],
		['a number as JSON', 42, '42'],
		['a text as it is, which is no JSON', 'Grüße', 'Grüße'],
		['the JSON of a text', '"yes"', '"yes"'],
	])('says %s, under application/json', async (_name, content, expected) => {
		const { call } = await placedCall();

		const said = await sends(app, call, { content, messageType: 'user-defined-message' });
		await stage.caughtUp();

		expect(told()).toEqual([['application/json', expected]]);
		expect(receiver.received.map((request) => parametersOf(request)['Sid'])).toEqual([
			said.getSid(),
		]);
	});

	it('says a text under the type the app chose', async () => {
		const { call } = await placedCall();
		const message = { content: 'hi', messageType: 'user-defined-message' };
		await sends(app, call, { ...message, contentType: 'text/plain' });
		await stage.caughtUp();
		expect(told()).toEqual([['text/plain', 'hi']]);
	});

	it.each([
		['an object', { type: 'question', text: 'Yes?' }],
		['a text', 'hi'],
		['null', null],
	])('hears %s of the server as JSON text', async (_name, content) => {
		const { call, callSid } = await placedCall();
		const hearing = app.hears(call);

		const sid = await stage.sendMessage(callSid, content);
		const heard = await hearing;

		expect(heard.getContent()).toBe(JSON.stringify(content));
		expect(heard.getContentType()).toBe('application/json');
		expect(heard.getMessageType()).toBe('user-defined-message');
		expect(heard.getSid()).toBe(sid);
	});

	it('says and hears before the invite is accepted, and afterwards', async () => {
		const { invite, callSid } = await ringingInvite();
		const message = { content: { at: 'door' }, messageType: 'user-defined-message' };
		await sends(app, invite, message);
		const hearing = app.hears(invite);
		await stage.sendMessage(callSid, 'wait');
		const heard = await hearing;
		const before = stage.statusOf(callSid);

		const call = await invite.accept();
		await sends(app, call, { ...message, content: { at: 'desk' } });
		await stage.caughtUp();

		expect(heard.getContent()).toBe('"wait"');
		expect([before, stage.statusOf(callSid)]).toEqual(['ringing', 'in-progress']);
		expect(told().map(([, content]) => content)).toEqual(['{"at":"door"}', '{"at":"desk"}']);
	});

	it.each([
		['without a messageType', { content: 'hi' }, '"messageType" must be of type "string".'],
		[
			'without a content',
			{ messageType: 'user-defined-message' },
			'"content" must be defined and not "null".',
		],
	])('does not send a message %s', async (_name, message, reason) => {
		const { call } = await placedCall();
		await expect(call.sendMessage(message as never)).rejects.toThrow(reason);
		expect(told()).toEqual([]);
	});

	it.each([
		[31210, { content: 'hi', messageType: 'anything' }],
		[31212, { content: 'x'.repeat(10_241), messageType: 'user-defined-message' }],
	])('is told of the message that was refused with %i', async (code, message) => {
		const { call } = await placedCall();
		await expect(sends(app, call, message)).rejects.toMatchObject({ code });
		expect(told()).toEqual([]);
	});
});
