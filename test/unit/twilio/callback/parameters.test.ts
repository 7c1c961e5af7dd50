import {
	bodyFormat,
	bodyHashOf,
	countPairs,
	isQueryRequest,
	parseForm,
	queryOf,
	readParameters,
	valuesByName,
	type IncomingRequest,
	type Parameters,
} from '../../../../nodes/TwilioCallMessages/twilio/callback/parameters';

const FORM = 'application/x-www-form-urlencoded';

const request = (members: Partial<IncomingRequest>): IncomingRequest => ({
	method: 'POST',
	url: 'https://n8n.example.com/webhook/a?Sid=fromQuery',
	contentType: FORM,
	rawBody: 'Sid=fromBody',
	...members,
});

describe('bodyFormat', () => {
	it.each([
		[FORM, 'form'],
		[`${FORM}; charset=UTF-8`, 'form'],
		['Application/X-WWW-Form-UrlEncoded', 'form'],
		[` ${FORM} ;charset=UTF-8`, 'form'],
		['application/json', 'json'],
		['application/json;charset=utf-8', 'json'],
		['APPLICATION/JSON', 'json'],
		['application/json-seq', 'other'],
		['application/problem+json', 'other'],
		['text/plain; application/json', 'other'],
		['x-application/json', 'other'],
		['multipart/form-data; boundary=b1', 'other'],
		['', 'other'],
		[undefined, 'other'],
	])('takes %j for %s', (contentType, expected) => {
		expect(bodyFormat(contentType)).toBe(expected);
	});
});

describe('isQueryRequest', () => {
	it.each([
		['GET', true],
		['get', true],
		['POST', false],
		['HEAD', false],
		['PUT', false],
		['', false],
	])('says of the method %j: %s', (method, expected) => {
		expect(isQueryRequest(method)).toBe(expected);
	});
});

describe('queryOf', () => {
	it.each([
		['without a question mark', 'https://n8n.example.com/a', ''],
		['with nothing behind the question mark', 'https://n8n.example.com/a?', ''],
		['with a query', 'https://n8n.example.com/a?b=1&c=%20', 'b=1&c=%20'],
		['with a question mark in the query', 'https://n8n.example.com/a?b=?c', 'b=?c'],
		['with a fragment behind the query', 'https://n8n.example.com/a?b=1#c', 'b=1'],
		['with a question mark in the fragment only', 'https://n8n.example.com/a#?b=1', ''],
		['that is empty', '', ''],
	])('reads the query of a URL %s', (_name, url, expected) => {
		expect(queryOf(url)).toBe(expected);
	});
});

describe('parseForm', () => {
	it.each([
		['keeps order and repetitions', 'b=1&a=2&b=1', ['b', '1'], ['a', '2'], ['b', '1']],
		['decodes escapes and plus signs once', 'a%20b=c+d%2B%2520', ['a b', 'c d+%20']],
		['reads UTF-8', 'a=%F0%9F%98%80%C3%BC', ['a', '😀ü']],
		['takes a name without a value as empty', 'a&b=', ['a', ''], ['b', '']],
		['splits at the first equals sign only', 'a=b=c', ['a', 'b=c']],
		['keeps a leading question mark in the name', '?a=1', ['?a', '1']],
		[
			'keeps brackets and built-in names plain',
			'a[]=1&__proto__=2',
			['a[]', '1'],
			['__proto__', '2'],
		],
		['never trims', 'a=%20b%20&c=%0D%0A', ['a', ' b '], ['c', '\r\n']],
		['keeps broken escapes as they are', 'a=100%&b=%zz+%20', ['a', '100%'], ['b', '%zz  ']],
		[
			'takes half an escape for none',
			'%4=%4&a=%4z&b=%z4&c=%&d=%4',
			['%4', '%4'],
			['a', '%4z'],
			['b', '%z4'],
			['c', '%'],
			['d', '%4'],
		],
		['reads broken UTF-8 as U+FFFD', 'a=%ff', ['a', '\ufffd']],
		[
			'reads the rest alike when one escape is broken',
			'?b=%&a=%C3%BC+%2B=&c&=d&&e=%25',
			['?b', '%'],
			['a', 'ü +='],
			['c', ''],
			['', 'd'],
			['e', '%'],
		],
		['passes over empty pairs', '&a=1&&', ['a', '1']],
		['reads nothing from nothing', ''],
	])('%s', (_name, text, ...expected) => {
		expect(parseForm(text)).toEqual(expected);
	});
});

describe('readParameters', () => {
	it.each([
		['the body of a form POST, never its query', {}, [['Sid', 'fromBody']]],
		['the query of a GET, never its body', { method: 'GET' }, [['Sid', 'fromQuery']]],
		['the body as bytes', { rawBody: Buffer.from('Sid=%C3%BC') }, [['Sid', 'ü']]],
		['nothing from an empty form', { rawBody: '' }, []],
		[
			'the strings of a JSON object',
			{ contentType: 'application/json', rawBody: '{"Sid":"a","__proto__":"b"}' },
			[
				['Sid', 'a'],
				['__proto__', 'b'],
			],
		],
	])('reads %s', (_name, members, expected) => {
		expect(readParameters(request(members))).toEqual(expected);
	});

	it.each<[string, string, string]>([
		['a text', '{"Sid":"\\ud800"}', '\ud800'],
		['a number', '{"Sid":1}', '1'],
		['null', '{"Sid":null}', 'null'],
		['an object', '{"Sid":{"a":["ü"]}}', '{"a":["ü"]}'],
	])('reads %s of JSON as it is where the URL vouches for the body', (_name, rawBody, value) => {
		const url = 'https://n8n.example.com/webhook/a?bodySHA256=e3b0';
		const hashed = request({ url, contentType: 'application/json', rawBody });
		expect(readParameters(hashed)).toEqual([['Sid', value]]);
	});

	it.each([
		['no object', '["a"]'],
		['what is nested too deep to be written', `{"a":${'['.repeat(60_000)}${']'.repeat(60_000)}}`],
	])('refuses %s even there', (_name, rawBody) => {
		const url = 'https://n8n.example.com/webhook/a?bodySHA256=e3b0';
		expect(
			readParameters(request({ url, contentType: 'application/json', rawBody })),
		).toBeUndefined();
	});

	it.each([
		['a number', '{"Sid":1}'],
		['null', '{"Sid":null}'],
		['an object', '{"Sid":"a","Content":{}}'],
		['an array', '{"Sid":["a"]}'],
		['half a surrogate pair, which is signed as U+FFFD', '{"Sid":"\\ud800"}'],
		['a name with half a surrogate pair', '{"\\udc00":"a"}'],
	])('refuses a JSON object holding %s', (_name, rawBody) => {
		expect(readParameters(request({ contentType: 'application/json', rawBody }))).toBeUndefined();
	});

	it.each(['', '{', 'null', '"Sid"', '1', '["Sid"]', 'Sid=fromBody'])(
		'refuses the JSON body %j, which is no object',
		(rawBody) => {
			expect(readParameters(request({ contentType: 'application/json', rawBody }))).toBeUndefined();
		},
	);

	it.each(['text/plain', 'multipart/form-data', undefined])(
		'reads no body of the type %s',
		(contentType) => {
			expect(readParameters(request({ contentType, rawBody: '{"Sid":"a"}' }))).toBeUndefined();
		},
	);
});

describe('bodyHashOf', () => {
	it.each([
		['https://n8n.example.com/a?b=1&bodySHA256=e3%62&c', 'e3b'],
		['https://n8n.example.com/a?bodySHA256=1&bodySHA256=2', '1'],
		['https://n8n.example.com/a?bodySHA256=1&AccountSid=AC1', undefined],
		['https://n8n.example.com/a?bodySHA256', ''],
		['https://n8n.example.com/a?bodysha256=e3b0', undefined],
		['https://n8n.example.com/bodySHA256=e3b0', undefined],
	])('reads from %s: %j', (url, expected) => {
		expect(bodyHashOf(url)).toBe(expected);
	});
});

describe('countPairs', () => {
	it.each<[string | Buffer, number]>([
		['', 1],
		['a=1', 1],
		['a&b', 2],
		['&&', 3],
		['a&b&c&d&e&f', 4],
		[Buffer.from('a&b&c'), 3],
		[Buffer.from('&'.repeat(99)), 4],
	])('counts in %j, up to one more than three: %s', (text, expected) => {
		expect(countPairs(text, 3)).toBe(expected);
	});
});

describe('valuesByName', () => {
	const once: Parameters = [
		['a', '1'],
		['b', '2'],
	];
	const of = (parameters: Parameters, covers: 'each' | 'joined') =>
		valuesByName(parameters, ['a', 'c'], covers);

	it.each(['each', 'joined'] as const)('gives what comes once (%s)', (covers) => {
		expect(of(once, covers)).toEqual(new Map(once));
	});

	it.each<[string, Parameters]>([
		['an empty name', [...once, ['', '']]],
		['a name that is not read, twice', [...once, ['b', '2']]],
	])('has something against %s under a joined signature only', (_name, parameters) => {
		expect(of(parameters, 'joined')).toBeUndefined();
		expect(of(parameters, 'each')?.get('a')).toBe('1');
	});

	it.each(['each', 'joined'] as const)(
		'refuses a name that is read and comes twice (%s)',
		(covers) => {
			expect(of([...once, ['a', '1']], covers)).toBeUndefined();
		},
	);
});
