import {
	addressBeside,
	calledUrls,
	type WebhookCall,
} from '../../../../nodes/TwilioCallMessages/twilio/callback/calledUrls';
import type { PublicUrl } from '../../../../nodes/TwilioCallMessages/twilio/callback/publicUrl';

/** A line of Public URL. */
const line = (end: string, url: string, query = '', fragment = ''): PublicUrl => ({
	end,
	url,
	query,
	fragment,
});

describe('calledUrls', () => {
	const PRODUCTION = 'https://n8n.example.com/webhook/4c1d/messages';
	const CALL: WebhookCall = {
		originalUrl: '/webhook/4c1d/messages',
		webhookUrl: PRODUCTION,
		publicUrls: [],
		forwardedOrigin: undefined,
	};

	it.each([
		['the URL n8n shows', PRODUCTION, '/webhook/4c1d/messages', PRODUCTION],
		[
			'the query exactly as received',
			PRODUCTION,
			"/webhook/4c1d/messages?a='%2f+&b",
			`${PRODUCTION}?a='%2f+&b`,
		],
		[
			'the path of a test call, which n8n does not name',
			PRODUCTION,
			'/webhook-test/4c1d/messages?a=1',
			'https://n8n.example.com/webhook-test/4c1d/messages?a=1',
		],
		[
			'a prefix that a proxy took off',
			'https://example.com/n8n/eu/webhook/4c1d/messages',
			'/webhook/4c1d/messages',
			'https://example.com/n8n/eu/webhook/4c1d/messages',
		],
		[
			'a prefix that a proxy took off a test call',
			'https://example.com/n8n/webhook/4c1d/messages',
			'/webhook-test/4c1d/messages',
			'https://example.com/n8n/webhook-test/4c1d/messages',
		],
		[
			'a prefix that is still there only once',
			'https://example.com/n8n/webhook/4c1d/messages',
			'/n8n/webhook/4c1d/messages',
			'https://example.com/n8n/webhook/4c1d/messages',
		],
		[
			'a port of its own',
			'http://localhost:5678/webhook/4c1d/messages',
			'/webhook/4c1d/messages',
			'http://localhost:5678/webhook/4c1d/messages',
		],
		[
			'slashes of the query without taking them for the path',
			'https://example.com/n8n/webhook/4c1d/messages',
			'/webhook/4c1d/messages?a=/b/c/d',
			'https://example.com/n8n/webhook/4c1d/messages?a=/b/c/d',
		],
		['a trailing slash', PRODUCTION, '/webhook/4c1d/messages/', `${PRODUCTION}/`],
	])('knows %s', (_name, webhookUrl, originalUrl, expected) => {
		expect(calledUrls({ ...CALL, webhookUrl, originalUrl })).toEqual([expected]);
	});

	it.each(['n8n', '', 'ftp://n8n.example.com/webhook/4c1d/messages'])(
		'knows nothing when %j is all n8n has for a URL',
		(webhookUrl) => {
			expect(calledUrls({ ...CALL, webhookUrl })).toEqual([]);
		},
	);

	it('tries what a trusted proxy says after what n8n knows, under the same prefix', () => {
		const webhookUrl = 'http://localhost:5678/n8n/webhook/4c1d/messages';

		expect(calledUrls({ ...CALL, webhookUrl, forwardedOrigin: 'https://a.example.com' })).toEqual([
			webhookUrl,
			'https://a.example.com/n8n/webhook/4c1d/messages',
		]);
	});

	it.each([
		['an address', 'https://b.example.com', 'https://b.example.com/webhook/4c1d/messages'],
		[
			'an address with a path',
			'https://b.example.com/n8n',
			'https://b.example.com/n8n/webhook/4c1d/messages',
		],
	])('lets %s of the user have the last word', (_name, url, expected) => {
		const call = { ...CALL, forwardedOrigin: 'https://n8n.example.com' };
		const [likeliest, ...others] = calledUrls({ ...call, publicUrls: [line('', url)] });

		expect(likeliest).toBe(expected);
		expect(others).toEqual([url]);
	});

	it('takes the address of another webhook for nothing: n8n knows this one itself', () => {
		const publicUrls = [line('call-status', 'https://b.example.com/hooks/status')];
		expect(calledUrls({ ...CALL, publicUrls })).toEqual([PRODUCTION]);
	});

	it('puts the query of the request behind an address of the user', () => {
		const publicUrls = [line('messages', 'https://b.example.com/hooks/twilio')];
		const originalUrl = '/webhook/4c1d/messages?a=1&b=%20';
		expect(calledUrls({ ...CALL, originalUrl, publicUrls })).toEqual([
			'https://b.example.com/hooks/twilio?a=1&b=%20',
		]);
	});

	it('knows a query of the user, whether a proxy lets it through or not', () => {
		const publicUrls = [line('messages', 'https://b.example.com/hooks', '?key=1', '#rc=2')];
		const urlsOf = (originalUrl: string) => calledUrls({ ...CALL, originalUrl, publicUrls });
		expect(urlsOf('/webhook/4c1d/messages?key=1')).toContain('https://b.example.com/hooks?key=1');
		expect(urlsOf('/webhook/4c1d/messages')).toContain('https://b.example.com/hooks?key=1');
		expect(urlsOf('/webhook/4c1d/messages?a=1')).toContain('https://b.example.com/hooks?key=1&a=1');
	});

	it('knows every host the user names, and what stands before the path where n8n has no URL', () => {
		const publicUrls = [
			line('messages', 'https://a.example.com/hooks'),
			line('messages', 'https://b.example.com/hooks'),
		];
		expect(calledUrls({ ...CALL, publicUrls })).toEqual([
			'https://a.example.com/hooks',
			'https://b.example.com/hooks',
		]);
		const forwardedOrigin = 'https://a.example.com';
		expect(calledUrls({ ...CALL, webhookUrl: '', forwardedOrigin })).toEqual([
			'https://a.example.com/webhook/4c1d/messages',
		]);
	});
});

describe('a host that a trusted proxy names', () => {
	const urlsFor = (webhookUrl: string, forwardedOrigin: string) =>
		calledUrls({
			originalUrl: '/webhook/4c1d/messages',
			webhookUrl,
			publicUrls: [],
			forwardedOrigin,
		});

	it.each([
		['http://localhost:5678/webhook/4c1d/messages', 'https://a.example.com'],
		['http://127.0.0.1:5678/webhook/4c1d/messages', 'https://a.example.com'],
		['http://[::1]:5678/webhook/4c1d/messages', 'https://a.example.com'],
		['http://[::]:5678/webhook/4c1d/messages', 'https://a.example.com'],
		['http://0.0.0.0:5678/webhook/4c1d/messages', 'https://a.example.com'],
		['http://n8n:5678/webhook/4c1d/messages', 'https://a.example.com'],
		['http://10.0.0.5:5678/webhook/4c1d/messages', 'https://a.example.com'],
		['http://n8n.internal/webhook/4c1d/messages', 'https://a.example.com'],
		['https://n8n.example.com/webhook/4c1d/messages', 'http://n8n.example.com:8080'],
		['https://N8N.example.com/webhook/4c1d/messages', 'https://n8n.EXAMPLE.com'],
	])('is believed where n8n calls itself %s: %s', (webhookUrl, origin) => {
		expect(urlsFor(webhookUrl, origin)).toEqual([webhookUrl, `${origin}/webhook/4c1d/messages`]);
	});

	it.each([
		['https://n8n.example.com/webhook/4c1d/messages', 'https://vendor.example.com'],
		['https://n8n.example.com/webhook/4c1d/messages', 'https://n8n.example.com.evil.com'],
		['https://localhost.example.com/webhook/4c1d/messages', 'https://a.example.com'],
	])('is not where n8n was told that it is %s: %s', (webhookUrl, origin) => {
		expect(urlsFor(webhookUrl, origin)).toEqual([webhookUrl]);
	});
});

describe('addressBeside', () => {
	const STATUS = '/webhook/4c1d/call-status';
	const beside = (provenUrl: string, publicUrls: PublicUrl[] = [], originalUrl = STATUS) =>
		addressBeside({ originalUrl, publicUrls }, provenUrl, 'messages');

	it.each([
		[
			'https://n8n.example.com/webhook/4c1d/call-status',
			'https://n8n.example.com/webhook/4c1d/messages',
		],
		[
			'https://n8n.example.com:443/n8n/webhook/4c1d/call-status?a=/b',
			'https://n8n.example.com:443/n8n/webhook/4c1d/messages',
		],
		[
			'https://n8n.example.com/webhook/4c1d/call-status/',
			'https://n8n.example.com/webhook/4c1d/messages',
		],
	])('of %s is %s', (provenUrl, expected) => {
		expect(beside(provenUrl)).toBe(expected);
	});

	it('is not known by the address of a status alone', () => {
		const url = 'https://b.example.com';
		expect(beside(url, [line('call-status', url)])).toBeUndefined();
	});

	it('of a test URL is a test URL', () => {
		const url = 'https://n8n.example.com/webhook-test/4c1d/call-status';
		expect(beside(url, [], '/webhook-test/4c1d/call-status')).toBe(
			'https://n8n.example.com/webhook-test/4c1d/messages',
		);
	});

	const REWRITTEN = 'https://voice.example.com/hooks/status';

	it('is the one the user says', () => {
		const publicUrls = [
			line('call-status', REWRITTEN),
			line('messages', 'https://voice.example.com/hooks/twilio'),
		];
		expect(beside(REWRITTEN, publicUrls)).toBe('https://voice.example.com/hooks/twilio');
	});

	it('is the one on the host that was called, with its query and fragment', () => {
		const publicUrls = [
			line('messages', 'https://other.example.com/hooks'),
			line('messages', 'https://voice.example.com/hooks', '?key=1', '#rc=2'),
		];
		expect(beside(REWRITTEN, publicUrls)).toBe('https://voice.example.com/hooks?key=1#rc=2');
		expect(beside('https://third.example.com/hooks/status', publicUrls)).toBe(
			'https://other.example.com/hooks',
		);
	});

	it('stands behind the only address that needs no path of its own', () => {
		const publicUrls = [line('call-status', REWRITTEN), line('', 'https://voice.example.com')];
		expect(beside(REWRITTEN, publicUrls)).toBe('https://voice.example.com/webhook/4c1d/messages');
	});

	it.each<[string, PublicUrl[]]>([
		['nothing else is said', [line('call-status', REWRITTEN)]],
		['the address said may be of any', [line('', REWRITTEN)]],
	])('is not known when a proxy rewrites paths and %s', (_name, publicUrls) => {
		expect(beside(REWRITTEN, publicUrls)).toBeUndefined();
	});
});
