import { urlsTwilioMaySign } from '../../../../nodes/TwilioCallMessages/twilio/callback/signedUrl';

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
			'user info, and its absence',
			'https://user:1@n8n.example.com/a',
			[
				'https://user:1@n8n.example.com/a',
				'https://user:1@n8n.example.com:443/a',
				'https://n8n.example.com/a',
				'https://n8n.example.com:443/a',
			],
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
		expect([...urlsTwilioMaySign(url)].sort()).toEqual([...expected].sort());
	});

	it('never changes the scheme', () => {
		const urls = [...urlsTwilioMaySign('https://n8n.example.com:80/a?b')];
		const schemes = urls.map((url) => url.slice(0, 'https:'.length));

		expect(new Set(schemes)).toEqual(new Set(['https:']));
	});
});
