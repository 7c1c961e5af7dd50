import {
	hostOf,
	prefixBefore,
	segmentsOf,
	splitQuery,
	splitUrl,
} from '../../../../nodes/TwilioCallMessages/twilio/callback/urlParts';

describe('splitUrl', () => {
	it.each([
		['https://n8n.example.com', 'https://n8n.example.com', []],
		['HTTPS://N8N.example.com:443/a//b/?c=/d', 'HTTPS://N8N.example.com:443', ['a', 'b']],
		['http://user:1@[::1]:80/a#/b', 'http://user:1@[::1]:80', ['a']],
	])('takes %s apart as it is spelled', (url, origin, path) => {
		expect(splitUrl(url)).toEqual({ origin, path });
	});

	it.each(['', 'n8n.example.com/a', 'ftp://n8n.example.com', '/a/b', 'https:///a', ' https://a'])(
		'knows that %j is no http(s) URL',
		(url) => {
			expect(splitUrl(url)).toBeUndefined();
		},
	);
});

it.each([
	['/a/b', ['/a/b', '']],
	['/a?b=1?c', ['/a', '?b=1?c']],
	['/a?', ['/a', '?']],
	['', ['', '']],
])('splitQuery of %j', (url, expected) => {
	expect(splitQuery(url)).toEqual(expected);
});

it('segmentsOf leaves empty names out', () => {
	expect(segmentsOf('//a/b//c/')).toEqual(['a', 'b', 'c']);
	expect(segmentsOf('')).toEqual([]);
});

it.each([
	['https://a/n8n/eu/webhook/1/messages', '/webhook/1/messages', '/n8n/eu'],
	['https://a/webhook/1/messages', '/webhook/1/messages', ''],
	['https://a/x', '/webhook/1/messages', ''],
])('prefixBefore: %s has in front of %s: %j', (url, path, expected) => {
	const parts = splitUrl(url);
	expect(parts && prefixBefore(parts, path)).toBe(expected);
});

it.each([
	['https://N8N.Example.com:8443', 'n8n.example.com'],
	['http://user:pw@a.example.com', 'a.example.com'],
	['http://[::1]:5678/a', '[::1]'],
	['no url', ''],
])('hostOf %s is %j', (origin, expected) => {
	expect(hostOf(origin)).toBe(expected);
});
