import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateRequest } from 'twilio';
import { z } from 'zod';

import { signCallback } from '../../sandbox/twilio/callbacks/signing/signature';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import {
	startCallbackReceiver,
	type CallbackReceiver,
	type ReceivedRequest,
} from './support/callbackReceiver';
import { steer } from './support/steer';
import { headerOf, isAcceptedByTwilio, parametersOf } from './support/twilioVerdict';

const SETTINGS = 'x-twilio-webhooks-signature-settings';
const FIRST = { id: 'webhooks_shared_key_first', secret: 'the first secret' };
const SECOND = { id: 'webhooks_shared_key_second', secret: 'the second secret' };

const vectors = z
	.array(
		z.object({
			name: z.string(),
			algorithm: z.enum(['HMAC_SHA1', 'HMAC_SHA256']),
			secret: z.string(),
			url: z.string(),
			parameters: z.record(z.string()),
			signature: z.string(),
		}),
	)
	.parse(JSON.parse(readFileSync(join(__dirname, '../fixtures/shared-key-vectors.json'), 'utf8')));

it.each(vectors)('signs by $algorithm: $name', ({ algorithm, secret, ...vector }) => {
	const hash = algorithm === 'HMAC_SHA1' ? 'sha1' : 'sha256';
	const key = { secret, hash, settings: null } as const;

	expect(signCallback(key, vector.url, vector.parameters)).toBe(vector.signature);
	expect(validateRequest(secret, vector.signature, vector.url, vector.parameters)).toBe(
		algorithm === 'HMAC_SHA1',
	);
});

let receiver: CallbackReceiver;
let emulator: TwilioEmulator;

beforeEach(async () => {
	receiver = await startCallbackReceiver();
	emulator = await startTwilioEmulator();
});

afterEach(async () => {
	await emulator.stop();
	await receiver.stop();
});

/** What the emulator sends to a path of the receiver: the status of a call. */
async function callbackTo(path: string, method: 'GET' | 'POST' = 'POST'): Promise<ReceivedRequest> {
	emulator.phone.startCall({
		from: 'client:alice',
		to: '',
		statusCallback: `${receiver.baseUrl}${path}`,
		statusCallbackMethod: method,
		statusCallbackEvent: ['ringing'],
	});
	await emulator.settled();
	const request = receiver.received.at(-1);
	if (!request) throw new Error('Nothing was received');
	return request;
}

/** Twilio's signature by its description, written once more: URL, sorted names and values. */
function isSignedWith(secret: string, request: ReceivedRequest): boolean {
	const fields = request.method === 'GET' ? {} : parametersOf(request);
	const text = Object.entries(fields)
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.reduce((joined, [name, value]) => `${joined}${name}${value}`, request.url);
	const signature = createHmac('sha256', secret).update(text).digest('base64');
	return headerOf(request, 'x-twilio-signature') === signature;
}

const configure = (rules: unknown) =>
	steer(emulator, 'PUT', '/webhooks', { sharedKeys: [FIRST, SECOND], rules });

const settingsOf = (request: ReceivedRequest) => headerOf(request, SETTINGS);
const settingsFor = ({ id }: { id: string }) => `key=${id},algorithm=HMAC_SHA256`;

it('signs with the Auth Token and says nothing of keys, unless it is told to', async () => {
	const request = await callbackTo('/status');

	expect(request.headers).not.toHaveProperty(SETTINGS);
	expect(isAcceptedByTwilio(emulator.account.authToken, request)).toBe(true);
});

it.each(['POST', 'GET'] as const)('signs a %s with a shared key', async (method) => {
	await configure([{ matchType: 'DEFAULT', keys: [FIRST.id] }]);

	const request = await callbackTo('/status?a=1#rc=2', method);

	expect(settingsOf(request)).toBe(settingsFor(FIRST));
	expect(isSignedWith(FIRST.secret, request)).toBe(true);
	expect(isSignedWith(SECOND.secret, request)).toBe(false);
	expect(isAcceptedByTwilio(emulator.account.authToken, request)).toBe(false);
	expect(isAcceptedByTwilio(FIRST.secret, request)).toBe(false);
});

it('signs messages of a call, too', async () => {
	await configure([{ matchType: 'DEFAULT', keys: [SECOND.id] }]);
	const { sid } = emulator.phone.startCall({ from: 'client:alice', to: '' });
	const path = `/Calls/${sid}/UserDefinedMessageSubscriptions.json`;
	const { sid: account, authToken } = emulator.account;
	await fetch(`${emulator.baseUrl}/2010-04-01/Accounts/${account}${path}`, {
		method: 'POST',
		headers: { authorization: `Basic ${btoa(`${account}:${authToken}`)}` },
		body: new URLSearchParams({ Callback: `${receiver.baseUrl}/messages` }),
	});

	emulator.phone.say(sid, { text: 'Grüße' });
	await emulator.settled();

	const request = receiver.received.at(-1);
	expect(request && isSignedWith(SECOND.secret, request)).toBe(true);
});

it('takes the exact rule before a prefix, and the longest prefix first, else the default', async () => {
	const { baseUrl } = receiver;
	await configure([
		{ matchType: 'DEFAULT', keys: [null] },
		{ matchType: 'PREFIX_MATCH', url: `${baseUrl}/a`, keys: [FIRST.id] },
		{ matchType: 'PREFIX_MATCH', url: `${baseUrl}/a/b`, keys: [SECOND.id] },
		{ matchType: 'EXACT_MATCH', url: `${baseUrl}/a/b/c`, keys: [FIRST.id] },
	]);

	const found = [];
	for (const path of ['/', '/a', '/a/x', '/a/b', '/a/b/c', '/a/b/cd', '/a/b/c?d=1']) {
		found.push([path, settingsOf(await callbackTo(path))]);
	}

	expect(found).toEqual([
		['/', ''],
		['/a', settingsFor(FIRST)],
		['/a/x', settingsFor(FIRST)],
		['/a/b', settingsFor(SECOND)],
		['/a/b/c', settingsFor(FIRST)],
		['/a/b/cd', settingsFor(SECOND)],
		['/a/b/c?d=1', settingsFor(SECOND)],
	]);
});

it('uses both keys of a rule, as while keys rotate', async () => {
	await configure([{ matchType: 'DEFAULT', keys: [FIRST.id, SECOND.id] }]);

	const found = [await callbackTo('/1'), await callbackTo('/2'), await callbackTo('/3')];

	expect(found.map(settingsOf)).toEqual([FIRST, SECOND, FIRST].map(settingsFor));
});

it.each([
	['a key that is not there', [{ matchType: 'DEFAULT', keys: ['other'] }], 'no shared key other'],
	['no key', [{ matchType: 'DEFAULT', keys: [] }], 'keys'],
	['no known match', [{ matchType: 'SUFFIX_MATCH', url: '/a', keys: [null] }], 'matchType'],
])('refuses a rule with %s, and keeps those it has', async (_name, rules, error) => {
	await configure([{ matchType: 'DEFAULT', keys: [FIRST.id] }]);

	const { status, json } = await configure(rules);

	expect({ status, json }).toEqual({
		status: 400,
		json: { error: expect.stringContaining(error) },
	});
	expect(await steer(emulator, 'GET', '/webhooks')).toMatchObject({
		json: { rules: [{ matchType: 'DEFAULT', keys: [FIRST.id] }] },
	});
});
