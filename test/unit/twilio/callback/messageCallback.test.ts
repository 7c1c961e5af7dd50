import type {
	Coverage,
	Parameters,
} from '../../../../nodes/TwilioCallMessages/twilio/callback/parameters';
import { readCallMessage } from '../../../../nodes/TwilioCallMessages/twilio/callback/messageCallback';
import { CALLBACK_URL, MESSAGE } from '../../../support/signedRequests';

const outcome = (parameters: Parameters, covers: Coverage = 'joined') =>
	readCallMessage(parameters, { method: 'POST', url: CALLBACK_URL }, covers);

function read(parameters: Parameters, covers?: Coverage) {
	const message = outcome(parameters, covers);
	return typeof message === 'string' ? undefined : message;
}

const messageWith = (changes: Readonly<Record<string, string>>) =>
	read(Object.entries({ ...MESSAGE, ...changes }));

describe('readCallMessage', () => {
	it('reads a message from its seven parameters', () => {
		expect(messageWith({})).toEqual({
			sid: MESSAGE.Sid,
			callSid: MESSAGE.CallSid,
			accountSid: MESSAGE.AccountSid,
			sequenceNumber: 1,
			timestamp: new Date('2022-12-02T22:02:49.000Z'),
			contentType: 'application/json',
			content: { type: 'button', id: 7 },
			parameters: Object.entries(MESSAGE),
		});
	});

	it('refuses a message at a URL that says its account as a callback does', () => {
		const url = `${CALLBACK_URL}?a=bAccountSid${MESSAGE.AccountSid}`;
		const readAt = (method: string) =>
			readCallMessage(Object.entries(MESSAGE), { method, url }, 'joined');
		expect(readAt('POST')).toBeUndefined();
		expect(readAt('GET')).toMatchObject({ sid: MESSAGE.Sid });
	});

	it('keeps parameters it does not know, even under a built-in name', () => {
		const pairs = [...Object.entries(MESSAGE), ['FutureField', 'v2'], ['__proto__', 'x']] as const;
		const parameters = read(pairs.map(([name, value]) => [name, value]))?.parameters;

		expect(parameters).toEqual(pairs);
	});

	it.each(Object.keys(MESSAGE))('refuses a message without %s', (missing) => {
		const pairs = Object.entries(MESSAGE).filter(([name]) => name !== missing);

		expect(read(pairs)).toBeUndefined();
	});

	it.each([...Object.entries(MESSAGE), ['FutureField', 'v2'] as const])(
		'refuses a message with %s twice, even with the same value',
		(name, value) => {
			const pairs = Object.entries({ ...MESSAGE, [name]: value });

			expect(read([...pairs, [name, value]])).toBeUndefined();
		},
	);

	it.each([
		['0', 0],
		['1', 1],
		['10', 10],
		['999999999999999', 999_999_999_999_999],
	])('reads the sequence number %s', (text, expected) => {
		expect(messageWith({ SequenceNumber: text })?.sequenceNumber).toBe(expected);
	});

	it.each(['', ' 1', '1 ', '01', '-1', '+1', '1.0', '1e3', '0x1', '١', '1\n', '1000000000000000'])(
		'refuses the sequence number %j',
		(text) => {
			expect(messageWith({ SequenceNumber: text })).toBeUndefined();
		},
	);

	it.each([
		['Fri, 02 Dec 2022 22:02:49 +0000', '2022-12-02T22:02:49.000Z'],
		['Fri, 2 Dec 2022 22:02:49 GMT', '2022-12-02T22:02:49.000Z'],
		['Fri, 02 Dec 2022 22:02:49 -0530', '2022-12-03T03:32:49.000Z'],
	])('reads the timestamp %s', (text, expected) => {
		expect(messageWith({ Timestamp: text })?.timestamp.toISOString()).toBe(expected);
	});

	it.each([
		'',
		'2022-12-02T22:02:49Z',
		'Fri, 02 Dec 2022 22:02:49',
		'Fri, 02 Dec 2022 22:02:49 +0000Sid',
		' Fri, 02 Dec 2022 22:02:49 +0000',
		'Fri, 02 Dec 2022 22:02:49 +0000\n',
		'Fri, 02 Dez 2022 22:02:49 +0000',
		'Fri, 02 Dec 2022 25:02:49 +0000',
		'Fri, 42 Dec 2022 22:02:49 +0000',
	])('refuses the timestamp %j', (text) => {
		expect(messageWith({ Timestamp: text })).toBeUndefined();
	});

	it.each([
		['an object', '{"a":{"b":[1]}}', { a: { b: [1] } }],
		['an array', '[]', []],
		['a string', '"a"', 'a'],
		['a number', '0', 0],
		['false', 'false', false],
		['null', 'null', null],
		['text with white space around', ' {}\n', {}],
	])('takes %s for content', (_name, text, expected) => {
		expect(messageWith({ Content: text })).toMatchObject({ content: expected });
	});

	it.each([
		'',
		' ',
		'hello',
		'{',
		'{}ContentType',
		'{}{}',
		"{'a':1}",
		'NaN',
		'undefined',
		'\ufeff1',
	])('takes the content %j, which is not JSON, for a text', (text) => {
		expect(messageWith({ Content: text })).toMatchObject({ content: text });
	});

	it.each([
		['with a name that sorts behind Content in it', 'a ContentAge5'],
		['with the type of a message in it', '{}ContentTypetext/plain'],
		['with the beginning of a message in it', `AccountSid${MESSAGE.AccountSid}`],
	])('refuses a text %s, unless each parameter is proven', (_name, text) => {
		const pairs = Object.entries({ ...MESSAGE, Content: text });
		expect(outcome(pairs)).toBe('text');
		expect(read(pairs, 'each')).toMatchObject({ content: text });
	});

	it('takes a name that comes twice where each parameter is proven, but not one it reads', () => {
		const pairs = Object.entries(MESSAGE);
		expect(read([...pairs, ['a', '1'], ['a', '2'], ['', '']], 'each')).toMatchObject({
			sid: MESSAGE.Sid,
		});
		expect(read([...pairs, ['Sid', MESSAGE.Sid]], 'each')).toBeUndefined();
	});

	it.each(['text/plain', 'application/json; charset=utf-8', 'application/vnd.example+json'])(
		'takes the content type %j',
		(contentType) => {
			expect(messageWith({ ContentType: contentType })).toMatchObject({
				contentType,
				content: { type: 'button', id: 7 },
			});
		},
	);

	it.each(['', 'text', 'Text/Plain', 'application/json\n', 'application/jsonDigits1'])(
		'refuses the content type %j for its type',
		(text) => {
			const pairs = Object.entries({ ...MESSAGE, ContentType: text });
			expect(outcome(pairs)).toBe('type');
			expect(outcome(pairs, 'each')).toBe('type');
		},
	);

	it.each([
		['Sid', MESSAGE.CallSid],
		['Sid', `${MESSAGE.Sid}T`],
		['CallSid', MESSAGE.AccountSid],
		['CallSid', MESSAGE.CallSid.slice(0, -1)],
		['AccountSid', `AC${'g'.repeat(32)}`],
		['AccountSid', `${MESSAGE.AccountSid}\n`],
	])('refuses %s = %j', (name, value) => {
		expect(messageWith({ [name]: value })).toBeUndefined();
	});
});
