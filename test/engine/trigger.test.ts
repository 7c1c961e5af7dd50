import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeParameters } from 'n8n-workflow';

import { SHARED_KEY_SECRET, SHARED_KEY_SETTINGS, signWithSharedKey } from '../support/sharedKeys';
import { ACCOUNT_SID, AUTH_TOKEN, MESSAGE, sign } from '../support/signedRequests';
import {
	activateTrigger,
	callTrigger,
	type TriggerCall,
	type TriggerSetup,
} from '../support/webhook';

interface Fixture {
	readonly name: string;
	readonly expect: 'accept' | 'reject';
	readonly request: {
		method: string;
		url: string;
		headers: Record<string, string>;
		rawBody: string;
	};
	readonly parsed: {
		fields: Record<string, string>;
		content: { isJson: boolean; value: unknown };
	} | null;
	readonly signing: { authToken: string };
}

const FOLDER = join(__dirname, '../fixtures/callbacks');
const fixtures = readdirSync(FOLDER)
	.filter((file) => file.startsWith('udm-'))
	.map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Fixture);

const isGenuine = ({ expect }: Fixture) => expect === 'accept';
const contentOf = ({ parsed }: Fixture) =>
	parsed?.content.isJson === false ? parsed.fields['Content'] : parsed?.content.value;

const refused = (status: number, body: string) => ({
	answer: { status, type: 'text/plain', body },
	items: [],
});

const setup = (overrides: Partial<TriggerSetup> = {}): TriggerSetup => ({
	webhookBaseUrl: 'https://n8n.example.com/webhook',
	webhookId: '4c1d0a7e',
	// The fixtures share their SIDs, and messages are remembered for as long as the process lives.
	parameters: { options: { ignoreDuplicates: false } },
	credential: {
		accountSid: 'AC00000000000000000000000000000001',
		authToken: '0123456789abcdef0123456789abcdef',
	},
	...overrides,
});

function callOf({ request }: Fixture): TriggerCall {
	const url = new URL(request.url);
	const originalUrl = request.url.slice(url.origin.length);
	return {
		method: request.method,
		originalUrl,
		headers: request.headers,
		rawBody: request.rawBody,
	};
}

function fixture(name: string): Fixture {
	const found = fixtures.find((candidate) => candidate.name === name);
	if (found === undefined) throw new Error(`No fixture ${name}`);
	return found;
}

describe('a callback Twilio signed', () => {
	it.each(fixtures.filter(isGenuine))(
		'$name starts an execution with its message',
		async (genuine) => {
			const { answer, items } = await callTrigger(setup(), callOf(genuine));
			const fields: Record<string, string> = genuine.parsed?.fields ?? {};
			expect(answer).toBeUndefined();
			expect(items).toEqual([
				{
					event: 'message',
					sid: fields['Sid'],
					call_sid: fields['CallSid'],
					account_sid: fields['AccountSid'],
					sequence_number: Number(fields['SequenceNumber']),
					timestamp: new Date(fields['Timestamp'] ?? '').toISOString(),
					content_type: fields['ContentType'],
					content: contentOf(genuine),
				},
			]);
		},
	);

	it("comes as Twilio's parameters and the parsed content when Simplify is off", async () => {
		const genuine = fixture('udm-form-post-extra-fields');
		const { items } = await callTrigger(
			setup({ parameters: { simplify: false, options: { ignoreDuplicates: false } } }),
			callOf(genuine),
		);
		expect(items).toEqual([
			{ ...genuine.parsed?.fields, event: 'message', content: genuine.parsed?.content.value },
		]);
	});

	it('is accepted on the test URL, though n8n names the production URL there', async () => {
		const genuine = callOf(fixture('udm-form-post'));
		const parameters = [...new URLSearchParams(genuine.rawBody)].sort(([a], [b]) =>
			a < b ? -1 : 1,
		);
		const testUrl = '/webhook-test/4c1d0a7e/messages';
		const signed = `https://n8n.example.com${testUrl}${parameters.flat().join('')}`;
		const signature = createHmac('sha1', '0123456789abcdef0123456789abcdef')
			.update(signed)
			.digest('base64');
		const { items } = await callTrigger(setup(), {
			...genuine,
			originalUrl: testUrl,
			headers: { ...genuine.headers, 'x-twilio-signature': signature },
		});
		expect(items).toHaveLength(1);
	});

	it('is accepted under the secondary token while tokens rotate', async () => {
		const credential = {
			accountSid: 'AC00000000000000000000000000000001',
			authToken: 'f'.repeat(32),
			secondaryAuthToken: '0123456789abcdef0123456789abcdef',
		};
		const { items } = await callTrigger(setup({ credential }), callOf(fixture('udm-form-post')));
		expect(items).toHaveLength(1);
	});
});

describe('a callback that is not proven', () => {
	it.each(fixtures.filter(({ expect }) => expect === 'reject'))(
		'$name is refused and starts nothing',
		async (forged) => {
			expect(await callTrigger(setup(), callOf(forged))).toEqual(refused(403, 'Forbidden'));
		},
	);

	it.each<[string, Partial<TriggerCall>, number, string]>([
		[
			'without a signature',
			{ headers: { 'content-type': 'application/x-www-form-urlencoded' } },
			403,
			'Forbidden',
		],
		['for another path', { originalUrl: '/webhook/other/messages' }, 403, 'Forbidden'],
		['with another body', { rawBody: 'Content=%22evil%22' }, 403, 'Forbidden'],
		[
			'of another content type',
			{ headers: { 'content-type': 'text/plain' } },
			415,
			'Unsupported content type',
		],
		['with an oversized body', { rawBody: 'x'.repeat(128 * 1024 + 1) }, 413, 'Body too large'],
		['with hundreds of parameters', { rawBody: '%&'.repeat(64 * 1024) }, 413, 'Body too large'],
	])('%s is refused and starts nothing', async (_, change, status, body) => {
		const call = { ...callOf(fixture('udm-form-post')), ...change };
		expect(await callTrigger(setup(), call)).toEqual(refused(status, body));
	});

	it('is refused when it is signed for another account', async () => {
		const credential = { ...setup().credential, accountSid: 'AC00000000000000000000000000000002' };
		expect(await callTrigger(setup({ credential }), callOf(fixture('udm-form-post')))).toEqual(
			refused(403, 'Forbidden'),
		);
	});

	it('is refused, not waved through, when the credential has no Auth Token', async () => {
		const credential = { ...setup().credential, authToken: '' };
		expect(await callTrigger(setup({ credential }), callOf(fixture('udm-form-post')))).toEqual(
			refused(403, 'Forbidden'),
		);
	});
});

describe('a callback that is signed with a shared key', () => {
	const { headers, rawBody, originalUrl, method } = callOf(fixture('udm-form-post'));
	const parameters = fixture('udm-form-post').parsed?.fields ?? {};
	const url = fixture('udm-form-post').request.url;
	const signed = (secret: string, settings: string): TriggerCall => ({
		method,
		originalUrl,
		rawBody,
		headers: {
			...headers,
			'x-twilio-signature': signWithSharedKey(url, parameters, secret),
			'x-twilio-webhooks-signature-settings': settings,
		},
	});
	const keys = { sharedKeySecret: SHARED_KEY_SECRET, secondarySharedKeySecret: 'the next one' };

	it.each([
		['the key', SHARED_KEY_SECRET, {}],
		['the one it rotates to', 'the next one', {}],
		['the key, without an Auth Token', SHARED_KEY_SECRET, { authToken: '' }],
	])('is accepted by %s', async (_name, secret, change) => {
		const credential = { ...setup().credential, ...keys, ...change };
		const { answer, items } = await callTrigger(
			setup({ credential, parameters: { options: { ignoreDuplicates: false } } }),
			signed(secret, SHARED_KEY_SETTINGS),
		);
		expect(answer).toBeUndefined();
		expect(items).toEqual([expect.objectContaining({ sid: parameters['Sid'] })]);
	});

	it.each([
		['no shared key in the credential', {}, SHARED_KEY_SETTINGS, /Fill in Shared Key Secret/],
		['an unknown algorithm', keys, 'key=WK1,algorithm=HMAC_MD5', /an algorithm.*HMAC_SHA256/],
		['a broken header', keys, 'key=WK1', /is not one that Twilio sends: key=…,algorithm=…/],
	])('is refused with %s, and the log says so', async (_name, secrets, settings, line) => {
		const log: string[] = [];
		const credential = { ...setup().credential, ...secrets };
		const call = signed(SHARED_KEY_SECRET, settings);
		expect(await callTrigger(setup({ credential, log }), call)).toEqual(refused(403, 'Forbidden'));
		expect(log.join()).toMatch(line);
		expect(log.join()).not.toContain(SHARED_KEY_SECRET);
	});

	it('is what a trigger without an Auth Token takes: one signed with that is refused in words', async () => {
		const log: string[] = [];
		const credential = { ...setup().credential, ...keys, authToken: '' };
		const call = callOf(fixture('udm-form-post'));
		expect(await callTrigger(setup({ credential, log }), call)).toEqual(refused(403, 'Forbidden'));
		expect(log.join()).toMatch(/signed with the account's Auth Token, and the credential has none/);
	});
});

describe('a request that cannot be a callback of Twilio', () => {
	const genuine = callOf(fixture('udm-form-post'));
	const { 'x-twilio-signature': signature = '', ...others } = genuine.headers;

	it.each<[string, Record<string, string>]>([
		['no signature', {}],
		['no base64 for a signature', { 'x-twilio-signature': `${signature.slice(0, -2)}!=` }],
		['a signature of another length', { 'x-twilio-signature': `A${signature}` }],
		['two signatures', { 'x-twilio-signature': `${signature}, ${signature}` }],
	])('because it has %s is refused without a look into the credential', async (_name, headers) => {
		let looks = 0;
		const credential = new Proxy(setup().credential, {
			get: (target, name) => (looks++, Reflect.get(target, name)),
		});
		const refusal = { ...genuine, headers: { ...others, ...headers } };
		expect((await callTrigger(setup({ credential }), refusal)).answer?.status).toBe(403);
		expect(looks).toBe(0);

		await callTrigger(setup({ credential }), genuine);
		expect(looks).toBeGreaterThan(0);
	});
});

describe('a trigger that cannot prove anything', () => {
	const genuine = callOf(fixture('udm-form-post'));
	const unreadable = new Proxy(setup().credential, {
		get: () => {
			throw new Error('Credential with ID "c1" does not exist');
		},
	});
	const withOptions = (options: INodeParameters) => ({ parameters: { options } });
	const start = Date.now();
	// What was said a minute ago may be said again: each test has an hour of its own.
	let hour = 0;
	const at = (seconds: number) =>
		jest.spyOn(Date, 'now').mockReturnValue(start + hour * 3_600_000 + seconds * 1_000);
	beforeEach(() => {
		hour += 1;
		at(0);
	});
	afterEach(() => jest.restoreAllMocks());

	it.each<[string, Partial<TriggerSetup>, RegExp]>([
		[
			'whose credential is gone',
			{ credential: unreadable },
			/Credential with ID "c1" does not exist/,
		],
		[
			'whose Public URL is an expression that fails',
			withOptions({ publicUrl: '={{ $("Nowhere").item.json.url }}' }),
			/cannot prove callbacks/,
		],
		[
			'whose Public URL is none',
			withOptions({ publicUrl: 'voice.example.com:8080' }),
			/Public URL is not usable/,
		],
		[
			'whose Public URL is a list',
			withOptions({ publicUrl: ['https://voice.example.com'] }),
			/Public URL is not usable/,
		],
		['whose Maximum Age is none', withOptions({ maximumAge: 'old' }), /Maximum Age is not usable/],
		[
			'whose Content Filter has a value without a field',
			withOptions({ contentFilter: { conditions: [{ field: ' ', value: 'ready' }] } }),
			/has a value without a field/,
		],
		['whose Maximum Age is longer than any call', withOptions({ maximumAge: 1441 }), /up to 1440/],
		[
			'whose Simplify is an expression that fails',
			{ parameters: { simplify: '={{ $("Nowhere").item.json.x }}' } },
			/cannot prove callbacks/,
		],
	])('%s answers 503, starts nothing, and says why once', async (_name, change, reason) => {
		const log: string[] = [];
		for (let count = 0; count < 5; count++) {
			const { answer, items } = await callTrigger({ ...setup(change), log }, genuine);
			expect([answer?.status, answer?.body, items]).toEqual([503, 'Not ready', []]);
		}
		expect(log).toEqual([
			expect.stringMatching(/^error: Trigger cannot prove callbacks, and answers/),
		]);
		expect(log[0]).toMatch(reason);
	});

	it('says it again after a minute', async () => {
		const log: string[] = [];
		const unready = { ...setup({ credential: unreadable }), log };
		for (const seconds of [0, 59, 61]) {
			at(seconds);
			await callTrigger(unready, genuine);
		}
		expect(log).toHaveLength(2);
	});
});

describe('what the log says', () => {
	const logOf = async (change: Partial<TriggerSetup>, call: Partial<TriggerCall>) => {
		const log: string[] = [];
		const genuine = callOf(fixture('udm-form-post'));
		await callTrigger({ ...setup(change), log }, { ...genuine, ...call });
		return log;
	};

	it('of a refusal is the URL that was tried, without its query', async () => {
		const originalUrl = '/webhook/4c1d0a7e/messages?token=secret';
		expect(await logOf({}, { originalUrl })).toEqual([
			expect.stringMatching(
				/^warn: Trigger refused a callback to https:\/\/n8n\.example\.com\/webhook\/4c1d0a7e\/messages: the signature does not fit/,
			),
		]);
	});

	it('names no password of a Public URL', async () => {
		const options = { publicUrl: 'https://user:secret@voice.example.com' };
		const [line = ''] = await logOf({ parameters: { options } }, {});
		expect(line).toContain('https://voice.example.com/webhook/');
		expect(line).not.toContain('secret');
	});

	it('of a text that nobody can tell the end of is what the app has to do', async () => {
		const { originalUrl, ...call } = callOf(fixture('udm-form-post'));
		const message = { ...MESSAGE, Content: 'ContentDelivery is late' };
		const url = `https://n8n.example.com${originalUrl}`;
		const credential = { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN };
		const [line = ''] = await logOf(
			{ credential },
			{
				...call,
				headers: { ...call.headers, 'x-twilio-signature': sign(message, { url }) },
				rawBody: new URLSearchParams(message).toString(),
			},
		);
		expect(line).toMatch(/its content is not JSON.*JSON\.stringify/);
		expect(line).not.toContain('late');
	});

	it('of a message that the filter drops is which condition, and nothing of the message', async () => {
		const conditions = [{ field: 'type', value: 'order' }];
		const options = { contentFilter: { conditions }, ignoreDuplicates: false };
		const [line = ''] = await logOf({ parameters: { options } }, callOf(fixture('udm-form-post')));
		expect(line).toMatch(/^debug: Trigger dropped message KX[0-9a-f]{32}: its field "type" is not/);
		expect(line).not.toContain('button');
	});
});

describe('activation', () => {
	it.each([
		['an Auth Token', {}],
		['a shared key and no Auth Token', { authToken: '', sharedKeySecret: SHARED_KEY_SECRET }],
	])('succeeds with %s', async (_name, change) => {
		const credential = { ...setup().credential, ...change };
		await expect(activateTrigger(setup({ credential }))).resolves.toBeUndefined();
	});

	it.each([
		[
			'an API key only',
			{ authToken: '', authType: 'apiKey', apiKeySid: 'SK1', apiKeySecret: 's' },
			/^The credential has neither an Auth Token nor a Shared Key Secret.*Fill in/,
		],
		[
			'a wrong Account SID',
			{ accountSid: 'AC1' },
			/^The Account SID in the credential is not valid/,
		],
	])('is refused with %s, in words that say what to do', async (_, change, message) => {
		const credential = { ...setup().credential, ...change };
		await expect(activateTrigger(setup({ credential }))).rejects.toThrow(message);
	});

	const withPublicUrl = (publicUrl: string, credential = {}) =>
		setup({
			parameters: { options: { publicUrl } },
			credential: { ...setup().credential, ...credential },
		});

	it.each([
		['voice.example.com:8080', /Public URL is not usable\. Write a whole http\(s\) address/],
		['messages = voice.example.com', /Public URL is not usable/],
		['http://localhost:5678', /Public URL points to the n8n machine itself/],
		['http://192.168.1.5', /Public URL points into a private network.*such as https/],
		['https://my_n8n.example.com', /Public URL has an underscore/],
	])('is refused with %s for Public URL', async (publicUrl, message) => {
		await expect(activateTrigger(withPublicUrl(publicUrl))).rejects.toThrow(message);
	});

	it.each([
		['https://voice.example.com', {}],
		['messages = https://a.example.com/x\ncall-status = https://a.example.com/y', {}],
		['http://192.168.1.5', { apiBaseUrl: 'http://127.0.0.1:4010' }],
	])('succeeds with %s for Public URL', async (publicUrl, credential) => {
		await expect(activateTrigger(withPublicUrl(publicUrl, credential))).resolves.toBeUndefined();
	});
});
