import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

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

// Signed, but not a call message by the strict shape: the content of one is a JSON text of type application/json.
const STRICTER_ON_PURPOSE = ['udm-form-post-not-json', 'udm-form-post-other-content-type'];
const isGenuine = ({ expect, name }: Fixture) =>
	expect === 'accept' && !STRICTER_ON_PURPOSE.includes(name);

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
					sid: fields['Sid'],
					call_sid: fields['CallSid'],
					account_sid: fields['AccountSid'],
					sequence_number: Number(fields['SequenceNumber']),
					timestamp: new Date(fields['Timestamp'] ?? '').toISOString(),
					content_type: 'application/json',
					content: genuine.parsed?.content.value,
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
		expect(items).toEqual([{ ...genuine.parsed?.fields, content: genuine.parsed?.content.value }]);
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
	const refused = (status: number, body: string) => ({
		answer: { status, type: 'text/plain', body },
		items: [],
	});

	it.each(fixtures.filter(({ expect }) => expect === 'reject'))(
		'$name is refused and starts nothing',
		async (forged) => {
			expect(await callTrigger(setup(), callOf(forged))).toEqual(refused(403, 'Forbidden'));
		},
	);

	it.each(STRICTER_ON_PURPOSE)('%s is refused as malformed', async (name) => {
		expect(await callTrigger(setup(), callOf(fixture(name)))).toEqual(
			refused(400, 'Malformed callback'),
		);
	});

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
		['with an oversized body', { rawBody: 'x'.repeat(256 * 1024 + 1) }, 413, 'Body too large'],
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

describe('activation', () => {
	it('succeeds with an Auth Token', async () => {
		await expect(activateTrigger(setup())).resolves.toBeUndefined();
	});

	it.each([
		['no Auth Token', { authToken: '' }, /^The credential has no Auth Token.*Fill in Auth Token/],
		[
			'an API key only',
			{ authToken: '', authType: 'apiKey', apiKeySid: 'SK1', apiKeySecret: 's' },
			/^The credential has no Auth Token.*also when requests sign in with an API key/,
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
});
