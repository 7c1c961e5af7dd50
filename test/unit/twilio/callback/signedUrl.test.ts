import {
	publicUrlOf,
	urlsTwilioMaySign,
} from '../../../../nodes/TwilioCallMessages/twilio/callback/signedUrl';

describe('urlsTwilioMaySign', () => {
	it.each([
		[
			'an https URL with and without port 443',
			'https://n8n.example.com/a',
			['https://n8n.example.com/a', 'https://n8n.example.com:443/a'],
		],
		[
			'an http URL with and without port 80',
			'http://n8n.example.com:80/a',
			['http://n8n.example.com/a', 'http://n8n.example.com:80/a'],
		],
		[
			'a port of its own with and without it, but never the default one',
			'https://n8n.example.com:8443/a',
			['https://n8n.example.com/a', 'https://n8n.example.com:8443/a'],
		],
		[
			'an IPv6 host, whose colons are no port',
			'http://[2001:db8::1]/a',
			['http://[2001:db8::1]/a', 'http://[2001:db8::1]:80/a'],
		],
		[
			'user info as part of the URL',
			'https://user:1@n8n.example.com/a',
			['https://user:1@n8n.example.com/a', 'https://user:1@n8n.example.com:443/a'],
		],
		[
			'a host in upper case as received and in lower case',
			'https://N8N.Example.com/a',
			[
				'https://N8N.Example.com/a',
				'https://N8N.Example.com:443/a',
				'https://n8n.example.com/a',
				'https://n8n.example.com:443/a',
			],
		],
		[
			'a query as received and written anew, repeated names side by side',
			'https://n8n.example.com/a?b=(1)&c=%28&b=+',
			[
				'https://n8n.example.com/a?b=(1)&c=%28&b=+',
				'https://n8n.example.com:443/a?b=(1)&c=%28&b=+',
				'https://n8n.example.com/a?b=(1)&b=%20&c=(',
				'https://n8n.example.com:443/a?b=(1)&b=%20&c=(',
			],
		],
		['nothing but the text itself when it is no URL', 'no url', ['no url']],
		['the empty text', '', ['']],
	])('knows %s', (_name, url, expected) => {
		expect(urlsTwilioMaySign(url)).toEqual(expected);
	});

	it('never changes the scheme', () => {
		const schemes = urlsTwilioMaySign('https://n8n.example.com:80/a?b').map((url) =>
			url.slice(0, 'https:'.length),
		);

		expect(new Set(schemes)).toEqual(new Set(['https:']));
	});
});

describe('publicUrlOf', () => {
	const PRODUCTION = 'https://n8n.example.com/webhook/4c1d/messages';

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
		['nothing when the URL of n8n is unusable', 'n8n', '/webhook/4c1d/messages', ''],
		['nothing when n8n has no URL', '', '/webhook/4c1d/messages', ''],
	])('knows %s', (_name, webhookUrl, originalUrl, expected) => {
		expect(publicUrlOf({ webhookUrl, originalUrl })).toBe(expected);
	});
});
