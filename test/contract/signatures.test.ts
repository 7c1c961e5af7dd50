import { validateRequest, validateRequestWithBody } from 'twilio';

import type { CallbackEncoding } from '../../sandbox/twilio/callbacks/callbackRequest';
import {
	startTwilioEmulator,
	type TwilioEmulator,
	type TwilioEmulatorOptions,
} from '../../sandbox/twilio/server';
import {
	startCallbackReceiver,
	type CallbackReceiver,
	type ReceivedRequest,
} from './support/callbackReceiver';
import { createTwilioClient } from './support/twilioClient';
import { headerOf, isAcceptedByTwilio, parametersOf } from './support/twilioVerdict';

const SEVEN = [
	'AccountSid',
	'CallSid',
	'Content',
	'ContentType',
	'SequenceNumber',
	'Sid',
	'Timestamp',
];
const CONTENT = { text: 'Grüße 日本 👩‍👩‍👧 "q" a+b & c=d\nnext', n: [1, null] };

type Layout = CallbackEncoding | 'get';
const LAYOUTS: readonly Layout[] = ['form', 'jsonWithBodyHash', 'jsonSignedLikeForm', 'get'];

let receiver: CallbackReceiver;
let emulator: TwilioEmulator;

beforeEach(async () => {
	receiver = await startCallbackReceiver();
});

afterEach(async () => {
	await emulator.stop();
	await receiver.stop();
});

async function subscribedCall(
	options: TwilioEmulatorOptions,
	callback: string,
	method: 'GET' | 'POST' = 'POST',
): Promise<string> {
	emulator = await startTwilioEmulator(options);
	const { sid } = emulator.phone.startCall({ from: 'client:alice', to: '' });
	const client = createTwilioClient(emulator.baseUrl, emulator.account);
	await client.calls(sid).userDefinedMessageSubscriptions.create({ callback, method });
	return sid;
}

async function receiveMessage(layout: Layout, path: string): Promise<ReceivedRequest> {
	const options = layout === 'get' ? {} : { callbackEncoding: layout };
	const method = layout === 'get' ? 'GET' : 'POST';
	const callSid = await subscribedCall(options, `${receiver.baseUrl}${path}`, method);
	emulator.phone.say(callSid, CONTENT);
	await emulator.settled();
	expect(receiver.received).toHaveLength(1);
	const [request] = receiver.received;
	if (!request) throw new Error('Nothing was received');
	return request;
}

describe.each(LAYOUTS)('a message as %s', (layout) => {
	it.each(['/messages', '/messages?node=a%20b&x=1', '/messages#rc=2'])(
		'to %s is accepted by Twilio and carries the seven parameters',
		async (path) => {
			const request = await receiveMessage(layout, path);
			const parameters = parametersOf(request);

			expect(isAcceptedByTwilio(emulator.account.authToken, request)).toBe(true);
			expect(Object.keys(parameters)).toEqual(expect.arrayContaining(SEVEN));
			expect(parameters).toMatchObject({
				AccountSid: emulator.account.sid,
				ContentType: 'application/json',
				Content: JSON.stringify(CONTENT),
				SequenceNumber: '1',
				Sid: expect.stringMatching(/^KX[0-9a-f]{32}$/),
				Timestamp: expect.stringMatching(
					/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000$/,
				),
			});
		},
	);

	it.each<[string, (request: ReceivedRequest) => ReceivedRequest]>([
		['changed content', (request) => changeEverywhere(request, 'next', 'nexT')],
		[
			'changed path',
			(request) => ({ ...request, url: request.url.replace('/messages', '/other') }),
		],
		['missing signature', (request) => changeHeader(request, 'x-twilio-signature', '')],
		[
			'someone else’s signature',
			(request) => changeHeader(request, 'x-twilio-signature', 'KBcX/Wj8J5bebWNhCpvkZgLivYs='),
		],
	])('with %s is refused by Twilio', async (_name, tamper) => {
		const request = await receiveMessage(layout, '/messages');

		expect(isAcceptedByTwilio(emulator.account.authToken, tamper(request))).toBe(false);
	});

	it('is refused by Twilio under another token', async () => {
		const request = await receiveMessage(layout, '/messages');

		expect(isAcceptedByTwilio('another token', request)).toBe(false);
	});

	it('has no parameters beyond the seven', async () => {
		const request = await receiveMessage(layout, '/messages');

		expect(Object.keys(parametersOf(request)).sort()).toEqual(SEVEN);
	});
});

function changeEverywhere(request: ReceivedRequest, from: string, to: string): ReceivedRequest {
	const changed = {
		...request,
		url: request.url.replace(from, to),
		rawBody: request.rawBody.replace(from, to),
	};
	expect(changed).not.toEqual(request);
	return changed;
}

function changeHeader(request: ReceivedRequest, name: string, value: string): ReceivedRequest {
	return { ...request, headers: { ...request.headers, [name]: value } };
}

describe('Twilio’s plain validators', () => {
	it.each(['form', 'jsonSignedLikeForm'] as const)('validateRequest accepts %s', async (layout) => {
		const request = await receiveMessage(layout, '/messages?a=1');
		const signature = headerOf(request, 'x-twilio-signature');
		const { authToken } = emulator.account;
		const parameters = parametersOf(request);

		expect(validateRequest(authToken, signature, request.url, parameters)).toBe(true);
		const tampered = { ...parameters, Content: '{}' };
		expect(validateRequest(authToken, signature, request.url, tampered)).toBe(false);
	});

	it('validateRequest accepts GET', async () => {
		const { url, ...request } = await receiveMessage('get', '/messages?a=1');
		const signature = headerOf({ url, ...request }, 'x-twilio-signature');
		const { authToken } = emulator.account;

		expect(validateRequest(authToken, signature, url, {})).toBe(true);
		expect(validateRequest(authToken, signature, `${url}1`, {})).toBe(false);
	});

	it('validateRequestWithBody accepts jsonWithBodyHash', async () => {
		const request = await receiveMessage('jsonWithBodyHash', '/messages?a=1');
		const signature = headerOf(request, 'x-twilio-signature');
		const { authToken } = emulator.account;

		expect(validateRequestWithBody(authToken, signature, request.url, request.rawBody)).toBe(true);
		expect(validateRequestWithBody(authToken, signature, request.url, `${request.rawBody} `)).toBe(
			false,
		);
	});
});

describe('messages of one call', () => {
	it.each([
		[undefined, ['1', '2', '3']],
		[1, ['1', '2', '3']],
		[0, ['0', '1', '2']],
	] as const)('firstSequenceNumber %p numbers them %p', async (firstSequenceNumber, expected) => {
		const options = firstSequenceNumber === undefined ? {} : { firstSequenceNumber };
		const callSid = await subscribedCall(options, receiver.baseUrl);

		for (const content of ['a', 'b', 'c']) emulator.phone.say(callSid, content);
		await emulator.settled();

		const sent = receiver.received.map(parametersOf);
		expect(sent.map(({ SequenceNumber }) => SequenceNumber)).toEqual(expected);
		expect(sent.map(({ Content }) => Content)).toEqual(['"a"', '"b"', '"c"']);
	});

	it('reach every subscription of their leg, and no other leg, with one Sid', async () => {
		const callSid = await subscribedCall({}, `${receiver.baseUrl}/one`);
		const client = createTwilioClient(emulator.baseUrl, emulator.account);
		const other = emulator.phone.startCall({ from: 'client:bob', to: '' }).sid;
		await client
			.calls(callSid)
			.userDefinedMessageSubscriptions.create({ callback: `${receiver.baseUrl}/two` });
		await client
			.calls(other)
			.userDefinedMessageSubscriptions.create({ callback: `${receiver.baseUrl}/other` });

		const { sid } = emulator.phone.say(callSid, 1);
		await emulator.settled();

		expect(receiver.received.map(({ url }) => new URL(url).pathname)).toEqual(['/one', '/two']);
		expect(receiver.received.map((request) => parametersOf(request)['Sid'])).toEqual([sid, sid]);
	});
});
