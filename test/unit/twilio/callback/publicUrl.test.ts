import {
	addressOf,
	parsePublicUrls,
	publicAddresses,
} from '../../../../nodes/TwilioCallMessages/twilio/callback/publicUrl';

describe('parsePublicUrls', () => {
	it.each([
		['nothing', '', []],
		['blank lines', ' \n\n', []],
		['an address', 'https://voice.example.com', [['', 'https://voice.example.com']]],
		[
			'blanks around it',
			'  http://a.example.com:8080/n8n/ ',
			[['', 'http://a.example.com:8080/n8n/']],
		],
		[
			'its query, which is left out',
			'https://a.example.com/x?a=b#c',
			[['', 'https://a.example.com/x']],
		],
		[
			'an address for each webhook',
			'messages = https://a.example.com/hooks/twilio\ncall-status=https://a.example.com/hooks/status',
			[
				['messages', 'https://a.example.com/hooks/twilio'],
				['call-status', 'https://a.example.com/hooks/status'],
			],
		],
		[
			'a path of n8n with slashes around',
			'/webhook-test/4c1d/messages/ = https://a.example.com/test',
			[['webhook-test/4c1d/messages', 'https://a.example.com/test']],
		],
		['user info', 'https://user:pa_ss@a.example.com', [['', 'https://user:pa_ss@a.example.com']]],
	])('reads %s', (_name, text, expected) => {
		expect(parsePublicUrls(text)).toEqual(expected.map(([end, url]) => ({ end, url })));
	});

	it.each([
		'voice.example.com:8080',
		'voice.example.com',
		'ftp://voice.example.com',
		'https://',
		'https://a b.example.com',
		'https://a.example.com https://b.example.com',
		'messages',
		'messages = voice.example.com',
		'= https://voice.example.com',
		'messages => https://voice.example.com',
		'https://[voice]/',
		'https://a.example.com\nb.example.com',
	])('finds nothing usable in %j', (text) => {
		expect(parsePublicUrls(text)).toBeUndefined();
	});
});

const PATH = '/webhook/4c1d/messages';
const MAPPED = [
	{ end: 'messages', url: 'https://a.example.com/live' },
	{ end: 'webhook-test/4c1d/messages', url: 'https://a.example.com/test' },
	{ end: '', url: 'https://a.example.com' },
];

describe('addressOf', () => {
	it.each([
		[PATH, 'https://a.example.com/live'],
		[`${PATH}/`, 'https://a.example.com/live'],
		['/webhook-test/4c1d/messages', 'https://a.example.com/test'],
		['/n8n/webhook-test/4c1d/messages', 'https://a.example.com/test'],
		['/webhook/4c1d/call-status', undefined],
		['/webhook/4c1d/no-messages', undefined],
	])('knows for %s: %s', (path, expected) => {
		expect(addressOf(path, MAPPED)).toBe(expected);
	});
});

describe('publicAddresses', () => {
	it('are the one of the path, when it has one', () => {
		expect(publicAddresses(PATH, MAPPED)).toEqual(['https://a.example.com/live']);
	});

	it('are what stands before the path, or in its place', () => {
		expect(publicAddresses('/webhook/4c1d/call-status', MAPPED)).toEqual([
			'https://a.example.com/webhook/4c1d/call-status',
			'https://a.example.com',
		]);
	});

	it.each([
		'https://a.example.com/n8n/webhook/4c1d/messages',
		'https://a.example.com/n8n/webhook/4c1d/call-status',
		'https://a.example.com/n8n/webhook-test/4c1d/messages',
	])('take %s, the whole URL of one of the webhooks of the node, for its beginning', (url) => {
		const [address] = publicAddresses(PATH, [{ end: '', url }]);
		expect(address).toBe(`https://a.example.com/n8n${PATH}`);
	});

	it('do not cut a URL into its host', () => {
		const url = 'https://a.example.com/4c1d/messages';
		const [address] = publicAddresses(`/deep/er${PATH}`, [{ end: '', url }]);
		expect(address).toBe(`https://a.example.com/deep/er${PATH}`);
	});

	it('keep the slash at the end of a whole URL, and put none twice before a path', () => {
		expect(publicAddresses(PATH, [{ end: '', url: 'https://a.example.com/n8n/' }])).toEqual([
			`https://a.example.com/n8n${PATH}`,
			'https://a.example.com/n8n/',
		]);
	});

	it('are none where nothing is said', () => {
		expect(publicAddresses(PATH, [])).toEqual([]);
	});
});
