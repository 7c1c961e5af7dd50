import {
	addressesOf,
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
			'its query and fragment',
			'https://a.example.com/x?a=b#c',
			[['', 'https://a.example.com/x', '?a=b', '#c']],
		],
		[
			'a fragment alone',
			'https://a.example.com/x#c?d',
			[['', 'https://a.example.com/x', '', '#c?d']],
		],
		[
			'a path in upper case, which n8n does not tell from lower case',
			'Messages = https://a.example.com/X',
			[['messages', 'https://a.example.com/X']],
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
		expect(parsePublicUrls(text)).toEqual(
			expected.map(([end, url, query = '', fragment = '']) => ({ end, url, query, fragment })),
		);
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
		'message = https://voice.example.com',
		'no-messages = https://voice.example.com',
		'4c1d = https://voice.example.com',
		'messages => https://voice.example.com',
		'https://[voice]/',
		'https://a.example.com\nb.example.com',
	])('finds nothing usable in %j', (text) => {
		expect(parsePublicUrls(text)).toBeUndefined();
	});
});

const PATH = '/webhook/4c1d/messages';
const NOTHING_ELSE = { query: '', fragment: '' };
const MAPPED = [
	{ end: 'messages', url: 'https://a.example.com/live', ...NOTHING_ELSE },
	{ end: 'messages', url: 'https://b.example.com/live', ...NOTHING_ELSE },
	{ end: 'webhook-test/4c1d/messages', url: 'https://a.example.com/test', ...NOTHING_ELSE },
	{ end: '', url: 'https://a.example.com', ...NOTHING_ELSE },
];

describe('addressesOf', () => {
	it.each([
		[PATH, ['https://a.example.com/live', 'https://b.example.com/live']],
		[`${PATH}/`, ['https://a.example.com/live', 'https://b.example.com/live']],
		['/webhook/4c1d/MESSAGES', ['https://a.example.com/live', 'https://b.example.com/live']],
		['/webhook-test/4c1d/messages', ['https://a.example.com/test']],
		['/n8n/webhook-test/4c1d/messages', ['https://a.example.com/test']],
		['/webhook/4c1d/call-status', []],
		['/webhook/4c1d/no-messages', []],
	])('knows for %s: %s', (path, expected) => {
		expect(addressesOf(path, MAPPED).map(({ url }) => url)).toEqual(expected);
	});
});

describe('publicAddresses', () => {
	const addresses = (path: string, publicUrls = MAPPED) =>
		publicAddresses(path, publicUrls).map(({ url, query }) => url + query);
	const ofAny = (url: string, query = '') => [{ end: '', url, query, fragment: '' }];

	it('are those of the path, when it has some', () => {
		expect(addresses(PATH)).toEqual(['https://a.example.com/live', 'https://b.example.com/live']);
	});

	it('have a query only in the place of a whole URL', () => {
		expect(addresses(PATH, ofAny('https://a.example.com/x', '?key=1'))).toEqual([
			`https://a.example.com/x${PATH}`,
			'https://a.example.com/x?key=1',
		]);
	});

	it('are what stands before the path, or in its place', () => {
		expect(addresses('/webhook/4c1d/call-status')).toEqual([
			'https://a.example.com/webhook/4c1d/call-status',
			'https://a.example.com',
		]);
	});

	it.each([
		'https://a.example.com/n8n/webhook/4c1d/messages',
		'https://a.example.com/n8n/webhook/4c1d/call-status',
		'https://a.example.com/n8n/webhook-test/4c1d/messages',
	])('take %s, the whole URL of one of the webhooks of the node, for its beginning', (url) => {
		const [address] = addresses(PATH, ofAny(url));
		expect(address).toBe(`https://a.example.com/n8n${PATH}`);
	});

	it('have one slash before the path', () => {
		expect(addresses(PATH, ofAny('https://a.example.com//'))[0]).toBe(
			`https://a.example.com${PATH}`,
		);
	});

	it('do not cut a URL into its host', () => {
		const url = 'https://a.example.com/4c1d/messages';
		const [address] = addresses(`/deep/er${PATH}`, ofAny(url));
		expect(address).toBe(`https://a.example.com/deep/er${PATH}`);
	});

	it('keep the slash at the end of a whole URL, and put none twice before a path', () => {
		expect(addresses(PATH, ofAny('https://a.example.com/n8n/'))).toEqual([
			`https://a.example.com/n8n${PATH}`,
			'https://a.example.com/n8n/',
		]);
	});

	it('are none where nothing is said', () => {
		expect(addresses(PATH, [])).toEqual([]);
	});
});
