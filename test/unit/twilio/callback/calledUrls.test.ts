import {
	calledUrls,
	type WebhookCall,
} from '../../../../nodes/TwilioCallMessages/twilio/callback/calledUrls';

describe('calledUrls', () => {
	const PRODUCTION = 'https://n8n.example.com/webhook/4c1d/messages';
	const CALL: WebhookCall = {
		originalUrl: '/webhook/4c1d/messages',
		webhookUrl: PRODUCTION,
		publicUrl: '',
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
		['an origin', 'https://b.example.com', 'https://b.example.com'],
		['an origin with a default port', 'https://b.example.com:443/', 'https://b.example.com:443'],
		['an origin with a prefix', 'https://b.example.com/n8n/', 'https://b.example.com/n8n'],
		[
			'the production URL',
			'https://b.example.com/n8n/webhook/4c1d/messages',
			'https://b.example.com/n8n',
		],
		[
			'the test URL',
			'https://b.example.com/webhook-test/4c1d/messages?a=1',
			'https://b.example.com',
		],
	])('lets %s of the user have the last word', (_name, publicUrl, base) => {
		const call = { ...CALL, publicUrl, forwardedOrigin: 'https://a.example.com' };

		expect(calledUrls(call)).toEqual([`${base}/webhook/4c1d/messages`]);
	});

	it('ignores a public URL that is none', () => {
		expect(calledUrls({ ...CALL, publicUrl: 'b.example.com' })).toEqual([PRODUCTION]);
	});
});
