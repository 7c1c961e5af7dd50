import twilio, { type Twilio } from 'twilio';

import { useFreshTwilio } from '../support/twilioBench';
import { createTwilioClient } from './support/twilioClient';

const UNKNOWN_CALL = `CA${'0'.repeat(32)}`;
const UNKNOWN_SUBSCRIPTION = `ZY${'0'.repeat(32)}`;

const emulator = useFreshTwilio();
let client: Twilio;

beforeEach(() => {
	client = createTwilioClient(emulator.baseUrl, emulator.account);
});

const startCall = () => emulator.phone.startCall({ from: 'client:alice', to: '' }).sid;

describe('errors', () => {
	const send = (callSid: string, content: string) =>
		client.calls(callSid).userDefinedMessages.create({ content });
	const subscribe = (callSid: string, callback: string, method = 'POST') =>
		client.calls(callSid).userDefinedMessageSubscriptions.create({ callback, method });
	const withPassword = (username: string, password: string) =>
		createTwilioClient(emulator.baseUrl, emulator.account, { username, password });
	const endedCall = () => emulator.phone.end(startCall()).sid;
	const queuedCall = () =>
		emulator.phone.startCall({ from: 'a', to: 'client:b', status: 'queued' }).sid;

	it.each([
		['wrong token', 401, 20003, () => withPassword(emulator.account.sid, 'x').calls.list()],
		[
			'wrong key secret',
			401,
			20003,
			() => withPassword(emulator.account.apiKeySid, 'x').calls.list(),
		],
		[
			'token under the key SID',
			401,
			20003,
			() => withPassword(emulator.account.apiKeySid, emulator.account.authToken).calls.list(),
		],
		[
			'other account',
			404,
			20404,
			() => client.api.v2010.accounts(`AC${'0'.repeat(32)}`).calls.list(),
		],
		['unknown call', 404, 20404, () => client.calls(UNKNOWN_CALL).fetch()],
		['message to an unknown call', 404, 20404, () => send(UNKNOWN_CALL, '{}')],
		['message to an ended call', 400, 21220, () => send(endedCall(), '{}')],
		['message to a queued call', 400, 21220, () => send(queuedCall(), '{}')],
		['empty content', 400, 32702, () => send(startCall(), '')],
		['content that is not JSON', 400, 32702, () => send(startCall(), '{"a":')],
		[
			'content of 10001 characters',
			400,
			32703,
			() => send(startCall(), JSON.stringify('x'.repeat(9999))),
		],
		[
			'subscription to an unknown call',
			404,
			20404,
			() => subscribe(UNKNOWN_CALL, 'https://example.com'),
		],
		[
			'subscription to an ended call',
			400,
			21220,
			() => subscribe(endedCall(), 'https://example.com'),
		],
		['empty callback', 400, 20001, () => subscribe(startCall(), '')],
		['relative callback', 400, 21609, () => subscribe(startCall(), '/messages')],
		['callback of another scheme', 400, 21609, () => subscribe(startCall(), 'ftp://example.com/')],
		['callback without a host', 400, 21609, () => subscribe(startCall(), 'https://')],
		[
			'underscore in the callback host',
			400,
			21609,
			() => subscribe(startCall(), 'https://my_host.example.com/'),
		],
		[
			'callback of 4001 characters',
			400,
			21609,
			() => subscribe(startCall(), `https://example.com/${'x'.repeat(3981)}`),
		],
		['method PUT', 400, 20001, () => subscribe(startCall(), 'https://example.com', 'PUT')],
		[
			'method in lower case',
			400,
			20001,
			() => subscribe(startCall(), 'https://example.com', 'post'),
		],
		[
			'unknown subscription',
			404,
			20404,
			() =>
				client.calls(startCall()).userDefinedMessageSubscriptions(UNKNOWN_SUBSCRIPTION).remove(),
		],
		['PageSize 1001', 400, 20007, () => client.calls.page({ pageSize: 1001 })],
		['PageSize 0', 400, 20001, () => client.calls.page({ pageSize: 0 })],
	])('%s: HTTP %d, code %d', async (_name, status, code, act) => {
		const error = await act().then(
			() => undefined,
			(reason: unknown) => reason,
		);

		expect(error).toBeInstanceOf(twilio.RestException);
		expect(error).toMatchObject({ status, code, message: expect.stringMatching(/./) });
		expect(error).toHaveProperty('moreInfo', `https://www.twilio.com/docs/errors/${code}`);
	});

	it('does not let a subscription of one call be removed through another', async () => {
		const [callSid, otherCallSid] = [startCall(), startCall()];
		const { sid } = await subscribe(callSid, 'http://127.0.0.1/');

		await expect(
			client.calls(otherCallSid).userDefinedMessageSubscriptions(sid).remove(),
		).rejects.toMatchObject({ status: 404, code: 20404 });
		expect(emulator.phone.subscriptionsOf(callSid)).toHaveLength(1);
	});
});
