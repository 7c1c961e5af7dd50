import { ServerResponse } from 'node:http';
import type { Twilio } from 'twilio';

import { startTwilioEmulator } from '../../sandbox/twilio/server';
import { useFreshTwilio } from '../support/twilioBench';
import { startCallbackReceiver, type CallbackReceiver } from './support/callbackReceiver';
import { createTwilioClient } from './support/twilioClient';

const emulator = useFreshTwilio();
let receiver: CallbackReceiver;
let client: Twilio;

beforeEach(async () => {
	receiver = await startCallbackReceiver();
	client = createTwilioClient(emulator.baseUrl, emulator.account);
});

afterEach(async () => {
	await receiver.stop();
});

const startCall = () => emulator.phone.startCall({ from: 'client:alice', to: '' }).sid;

describe('messages', () => {
	it('brings the content of a created message to the phone of that call only', async () => {
		const [callSid, otherCallSid] = [startCall(), startCall()];
		const content = JSON.stringify({ greeting: 'Grüße 日本', n: [1, null] });

		const message = await client.calls(callSid).userDefinedMessages.create({ content });
		await emulator.settled();

		expect(message.sid).toMatch(/^KX[0-9a-f]{32}$/);
		expect(message).toMatchObject({ accountSid: emulator.account.sid, callSid });
		expect(message.dateCreated).toBeInstanceOf(Date);
		expect(emulator.phone.heardBy(callSid)).toEqual([
			{ sid: message.sid, content: JSON.parse(content), at: expect.any(Date) },
		]);
		expect(emulator.phone.heardBy(otherCallSid)).toEqual([]);
	});

	it('accepts content of exactly 10000 characters', async () => {
		const callSid = startCall();
		const content = JSON.stringify('x'.repeat(9998));

		await client.calls(callSid).userDefinedMessages.create({ content });
		await emulator.settled();

		expect(emulator.phone.heardBy(callSid)).toHaveLength(1);
	});

	it.each([
		['the same key twice is one message', ['a', 'a'], 1],
		['different keys are two messages', ['a', 'b'], 2],
		['no key never repeats', [undefined, undefined], 2],
	])('%s', async (_name, keys, expected) => {
		const callSid = startCall();
		const sids = new Set<string>();

		for (const idempotencyKey of keys) {
			const key = idempotencyKey === undefined ? {} : { idempotencyKey };
			const { sid } = await client
				.calls(callSid)
				.userDefinedMessages.create({ content: '{}', ...key });
			sids.add(sid);
		}
		await emulator.settled();

		expect(sids.size).toBe(expected);
		expect(emulator.phone.heardBy(callSid)).toHaveLength(expected);
	});

	it('keeps the same key on another call, or for a subscription, apart', async () => {
		const [callSid, otherCallSid] = [startCall(), startCall()];
		const message = { content: '{}', idempotencyKey: 'a' };

		const first = await client.calls(callSid).userDefinedMessages.create(message);
		const second = await client.calls(otherCallSid).userDefinedMessages.create(message);
		const subscription = await client
			.calls(callSid)
			.userDefinedMessageSubscriptions.create({ callback: receiver.baseUrl, idempotencyKey: 'a' });

		expect(second.sid).not.toBe(first.sid);
		expect(subscription.sid).toMatch(/^ZY/);
	});
});

describe('order', () => {
	it('answers the REST request before the phone hears, and so before anything the phone replies', async () => {
		const story: string[] = [];
		const echo = await startTwilioEmulator({
			onEvent: (event) => {
				if (event.type !== 'messageToPhone') return;
				story.push('phone heard');
				echo.phone.say(event.callSid, event.content);
			},
		});
		const listener = await startCallbackReceiver((_request, response) => {
			story.push('callback');
			response.writeHead(204).end();
		});
		const restore = onAnswer((status) => status === 201 && story.push('REST answered'));
		const callSid = echo.phone.startCall({ from: 'client:alice', to: '' }).sid;
		const call = createTwilioClient(echo.baseUrl, echo.account).calls(callSid);

		await call.userDefinedMessageSubscriptions.create({ callback: listener.baseUrl });
		await call.userDefinedMessages.create({ content: '{"a":1}' });
		await echo.settled();
		restore();
		await echo.stop();
		await listener.stop();

		expect(story).toEqual(['REST answered', 'REST answered', 'phone heard', 'callback']);
	});

	function onAnswer(note: (status: number) => void): () => void {
		const end = Reflect.get(ServerResponse.prototype, 'end');
		const spy = jest.spyOn(ServerResponse.prototype, 'end');
		spy.mockImplementation(function (this: ServerResponse, ...rest: unknown[]) {
			note(this.statusCode);
			return Reflect.apply(end, this, rest);
		});
		return () => spy.mockRestore();
	}
});

describe('subscriptions', () => {
	it('delivers what the phone says until the subscription is removed', async () => {
		const callSid = startCall();
		const { userDefinedMessageSubscriptions } = client.calls(callSid);

		const subscription = await userDefinedMessageSubscriptions.create({
			callback: `${receiver.baseUrl}/messages`,
		});
		emulator.phone.say(callSid, 'one');
		await emulator.settled();
		const isRemoved = await userDefinedMessageSubscriptions(subscription.sid).remove();
		emulator.phone.say(callSid, 'two');
		await emulator.settled();

		expect(subscription.sid).toMatch(/^ZY[0-9a-f]{32}$/);
		expect(subscription).toMatchObject({
			accountSid: emulator.account.sid,
			callSid,
			uri: `/2010-04-01/Accounts/${emulator.account.sid}/Calls/${callSid}/UserDefinedMessageSubscriptions/${subscription.sid}.json`,
		});
		expect(isRemoved).toBe(true);
		expect(
			receiver.received.map(({ rawBody }) => new URLSearchParams(rawBody).get('Content')),
		).toEqual(['"one"']);
	});

	it('makes one subscription of a repeated idempotency key', async () => {
		const callSid = startCall();
		const request = { callback: receiver.baseUrl, idempotencyKey: 'a' };

		const first = await client.calls(callSid).userDefinedMessageSubscriptions.create(request);
		const second = await client.calls(callSid).userDefinedMessageSubscriptions.create(request);

		expect(second.sid).toBe(first.sid);
		expect(emulator.phone.subscriptionsOf(callSid)).toHaveLength(1);
	});

	it('ends with its call', async () => {
		const callSid = startCall();
		const { userDefinedMessageSubscriptions } = client.calls(callSid);
		const { sid } = await userDefinedMessageSubscriptions.create({ callback: receiver.baseUrl });

		emulator.phone.end(callSid);

		await expect(userDefinedMessageSubscriptions(sid).remove()).rejects.toMatchObject({
			status: 404,
			code: 20404,
		});
	});
});

describe('credentials', () => {
	it('lets the API key work on calls', async () => {
		const { apiKeySid: username, apiKeySecret: password } = emulator.account;
		const byKey = createTwilioClient(emulator.baseUrl, emulator.account, { username, password });
		const callSid = startCall();

		expect((await byKey.calls(callSid).fetch()).sid).toBe(callSid);
	});

	it('lets the Auth Token, and not the API key, read the account', async () => {
		const { sid, apiKeySid: username, apiKeySecret: password } = emulator.account;
		const byKey = createTwilioClient(emulator.baseUrl, emulator.account, { username, password });

		expect((await client.api.v2010.accounts(sid).fetch()).sid).toBe(sid);
		await expect(byKey.api.v2010.accounts(sid).fetch()).rejects.toMatchObject({
			status: 401,
			code: 20003,
		});
	});
});
