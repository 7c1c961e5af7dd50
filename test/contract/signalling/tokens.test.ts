import AccessToken from 'twilio/lib/jwt/AccessToken';

import type { Account } from '../../../sandbox/twilio/account';
import { newSid } from '../../../sandbox/twilio/sids';
import type { VoiceClient } from '../support/voiceClient';
import { VoiceStage } from '../support/voiceStage';
import { tokenWithGrants, voiceToken, withoutSignature } from '../support/voiceToken';

let stage: VoiceStage;
let client: VoiceClient;

beforeEach(async () => {
	stage = await VoiceStage.open();
	client = await stage.connect();
});

afterEach(async () => {
	jest.restoreAllMocks();
	await stage.close();
});

const listenWith = (token: unknown) => client.says('listen', { token });

it.each([60, 3600])('greets the owner of a token that is good for %i s', async (ttlSeconds) => {
	jest.spyOn(Date, 'now').mockReturnValue(1_800_000_000_000);
	listenWith(voiceToken(stage.emulator.account, { identity: 'alice', ttlSeconds }));

	expect(await client.hears('connected')).toEqual({
		edge: 'ashburn',
		region: 'us1',
		home: 'us1',
		gateway: 'sandbox',
		token: { identity: 'alice', ttl: ttlSeconds },
	});
});

it('greets again whoever comes with a new token', async () => {
	const { account } = stage.emulator;
	await client.signIn(voiceToken(account));

	listenWith(voiceToken(account, { ttlSeconds: 7200 }));

	expect(await client.hears('connected')).toMatchObject({ token: { identity: 'alice' } });
	expect(client.heardTypes).toEqual(['connected', 'connected']);
});

type Forge = (account: Account) => unknown;

const foreign =
	(part: Partial<Account>): Forge =>
	(account) =>
		voiceToken({ ...account, ...part });

const EXPIRED: Forge = (account) => voiceToken(account, { ttlSeconds: -1 });

const REFUSALS: readonly [string, number, Forge][] = [
	['an expired token', 31205, EXPIRED],
	['a token that another secret signed', 31204, foreign({ apiKeySecret: 'guessed' })],
	['a token of another account', 31204, foreign({ sid: newSid('AC') })],
	['a token of another key', 31204, foreign({ apiKeySid: newSid('SK') })],
	['an expired token that another secret signed', 31204, expiredForeign],
	['a token nobody signed', 31204, (account) => withoutSignature(voiceToken(account))],
	['a token without any grant', 31204, (account) => voiceToken(account, { grants: [] })],
	[
		'a token for chats',
		31204,
		(account) => voiceToken(account, { grants: [new AccessToken.ChatGrant()] }),
	],
	['a token of nobody', 31204, (account) => tokenWithGrants(account, { voice: {} })],
	['an empty name', 31204, (account) => tokenWithGrants(account, { identity: '', voice: {} })],
	['a token that lacks grants', 31204, (account) => tokenWithGrants(account, undefined)],
	['no token', 31204, () => ''],
	['garbage', 31204, () => 'a.b.c'],
];

function expiredForeign(account: Account): string {
	return voiceToken({ ...account, apiKeySecret: 'guessed' }, { ttlSeconds: -1 });
}

it.each(REFUSALS)('refuses %s with %i', async (_name, code, forge) => {
	listenWith(forge(stage.emulator.account));
	await client.caughtUp();

	expect(client.heard).toEqual([
		{ type: 'error', version: '1.6', payload: { error: { code, message: expect.any(String) } } },
	]);
});

it.each([
	['a registration', 'register', { media: { audio: true } }],
	['a call', 'invite', { callsid: 'TJS1', sdp: 'v=0', twilio: {} }],
	['a hang-up', 'hangup', { callsid: 'TJS1' }],
])('refuses %s before a valid token came', async (_name, type, payload) => {
	listenWith(EXPIRED(stage.emulator.account));
	await client.hears('error');

	client.says(type, payload);

	expect(await client.hears('error')).toMatchObject({ error: { code: 31204 } });
	expect(stage.emulator.phone.calls()).toEqual([]);
});

it('keeps whoever is signed in when a later token is refused', async () => {
	await client.signIn(voiceToken(stage.emulator.account));
	listenWith(EXPIRED(stage.emulator.account));
	await client.hears('error');

	const { callSid } = await stage.placeCall(client);

	expect(stage.emulator.phone.call(callSid).from).toBe('client:alice');
});
