import {
	refusalAtSight,
	type ReceivedRequest,
} from '../../../nodes/TwilioCallMessages/webhooks/acceptCallback';
import { acceptMessage } from '../../support/acceptMessage';
import { MAX_BYTES, MAX_PARAMETERS, MAX_TEXT } from '../../support/callbackLimits';
import { asGet } from '../../support/forging/genuine';
import { ACCOUNT, CALLBACK_URL, genuineRequest, MESSAGE } from '../../support/signedRequests';

const SHA1 = `${'aB3+/'.repeat(5)}aB=`;
const SHA256 = `${'aB3+/'.repeat(8)}aB3=`;

const SHARED_KEY = 'key=WK0123456789abcdef0123456789abcdef,algorithm=HMAC_SHA256';

const atSight = (changes: Partial<ReceivedRequest>) =>
	refusalAtSight({
		method: 'POST',
		originalUrl: '/webhook/4c1d0a7e/messages',
		contentType: 'application/x-www-form-urlencoded',
		rawBody: 'a=1',
		signature: SHA1,
		...changes,
	});

describe('a signature', () => {
	it.each([
		[SHA1, undefined],
		[SHA256, SHARED_KEY],
	])('may be %s with the settings %j', (signature, signatureSettings) => {
		expect(atSight({ signature, signatureSettings })).toBeUndefined();
	});

	it.each([
		[SHA256, undefined],
		[SHA1, SHARED_KEY],
	])('is none when it is %s with the settings %j', (signature, signatureSettings) => {
		expect(atSight({ signature, signatureSettings })).toBe('signature');
	});

	it.each([
		undefined,
		'',
		'=',
		SHA1.slice(1),
		`a${SHA1}`,
		`${SHA1} `,
		`${SHA1}\n`,
		SHA1.replace('=', 'a'),
		SHA1.replace('+', '-'),
		`${SHA1}, ${SHA1}`,
	])('that is none is refused: %j', (signature) => {
		expect(atSight({ signature })).toBe('signature');
	});

	it.each([SHA256.slice(1), `a${SHA256}`, SHA256.replace('/', '_'), undefined])(
		'with a shared key that is none is refused: %j',
		(signature) => {
			expect(atSight({ signature, signatureSettings: SHARED_KEY })).toBe('signature');
		},
	);
});

it.each(['#00', ' ', '\tb', '\0', '\x1f'])('refuses a target with %j, which nobody sends', (end) => {
	expect(atSight({ originalUrl: `/webhook/4c1d0a7e/messages?a=1${end}` })).toBe('signature');
});

describe('as large as a request may be', () => {
	const pairs = (count: number) => Array.from({ length: count }, () => 'a').join('&');

	it.each<[string, Partial<ReceivedRequest>]>([
		['its body', { rawBody: 'a'.repeat(MAX_BYTES) }],
		['its query', { originalUrl: `/a?${'a'.repeat(MAX_BYTES)}` }],
		['its path, which counts for nothing', { originalUrl: `/${'a'.repeat(MAX_BYTES)}` }],
		['the number of its parameters', { rawBody: pairs(MAX_PARAMETERS) }],
		['the number of those in its query', { originalUrl: `/a?${pairs(MAX_PARAMETERS)}` }],
		[
			'a JSON body with signs that part nothing',
			{ contentType: 'application/json', rawBody: pairs(MAX_PARAMETERS + 1) },
		],
	])('is %s', (_name, changes) => {
		expect(atSight(changes)).toBeUndefined();
	});

	it.each<[string, Partial<ReceivedRequest>]>([
		['a larger body', { rawBody: 'a'.repeat(MAX_BYTES + 1) }],
		['a longer query', { originalUrl: `/a?${'a'.repeat(MAX_BYTES + 1)}` }],
		['more parameters', { rawBody: pairs(MAX_PARAMETERS + 1) }],
		['more parameters in bytes', { rawBody: Buffer.from(pairs(MAX_PARAMETERS + 1)) }],
		['more parameters in its query', { originalUrl: `/a?${pairs(MAX_PARAMETERS + 1)}` }],
	])('is not %s', (_name, changes) => {
		expect(atSight(changes)).toBe('size');
	});
});

describe('as much as a callback may say', () => {
	const said = Object.entries(MESSAGE).flat().join('').length;
	const known = Object.keys(MESSAGE).length;

	it('is so long a text, and no longer one', () => {
		const withText = (length: number) =>
			acceptMessage(genuineRequest({ ...MESSAGE, Zz: 'z'.repeat(length) }), ACCOUNT);
		const room = MAX_TEXT - said - 'Zz'.length;
		expect(withText(room)).toMatchObject({ accepted: true });
		expect(withText(room + 1)).toEqual({ accepted: false, reason: 'size' });
	});

	it('is so long a text of a query, which is read once it is proven', () => {
		const withText = (length: number) => {
			const { request } = asGet({ ...MESSAGE, Zz: 'z'.repeat(length) }, CALLBACK_URL);
			return acceptMessage(request, ACCOUNT);
		};
		const room = MAX_TEXT - said - 'Zz'.length;
		expect(withText(room)).toMatchObject({ accepted: true });
		expect(withText(room + 1)).toEqual({ accepted: false, reason: 'size' });
	});

	it('is so many parameters of a JSON body, and no more', () => {
		const withParameters = (count: number) => {
			const more = Array.from({ length: count - known }, (_, n) => [`Z${n}`, '']);
			const parameters = { ...MESSAGE, ...Object.fromEntries(more) };
			const { signature } = genuineRequest(parameters);
			const rawBody = JSON.stringify(parameters);
			const request = { ...genuineRequest(MESSAGE), contentType: 'application/json', rawBody };
			return acceptMessage({ ...request, signature }, ACCOUNT);
		};
		expect(withParameters(MAX_PARAMETERS)).toMatchObject({ accepted: true });
		expect(withParameters(MAX_PARAMETERS + 1)).toEqual({ accepted: false, reason: 'size' });
	});
});
