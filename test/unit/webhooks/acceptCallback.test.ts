import { isSignedByTwilio } from '../../../nodes/TwilioCallMessages/twilio/callback/signature';
import type { SignedRequest } from '../../../nodes/TwilioCallMessages/twilio/callback/signature';
import { acceptMessage } from '../../support/acceptMessage';
import { MAX_BYTES } from '../../support/callbackLimits';
import { readCallbacks, signedRequestOf, type Callback } from '../../support/fixtures';
import { asGet, asHashedJson, sha256 } from '../../support/forging/genuine';
import {
	ACCOUNT,
	AUTH_TOKEN,
	CALLBACK_URL,
	genuineRequest,
	MESSAGE,
	SECONDARY_TOKEN,
	sign,
} from '../../support/signedRequests';

const accountOf = ({ signing }: Callback) => ({
	accountSid: 'AC00000000000000000000000000000001',
	authTokens: [signing.authToken],
	sharedKeySecrets: [],
});

const callMessages = readCallbacks('udm-');

const acceptable = callMessages.filter(({ expect: verdict }) => verdict === 'accept');
/** What `content` has to be: the JSON, or the text where it is none. */
const contentOf = ({ parsed }: Callback): unknown =>
	parsed?.content?.isJson === false ? parsed.fields['Content'] : parsed?.content?.value;

describe('the recorded call messages', () => {
	it('are all in one of the tables below', () => {
		expect(callMessages).toHaveLength(acceptable.length + 2);
		expect(acceptable).toHaveLength(17);
	});

	it.each(acceptable)('$name is accepted and read', (callback) => {
		const fields = callback.parsed?.fields ?? {};

		expect(acceptMessage(signedRequestOf(callback), accountOf(callback))).toEqual({
			accepted: true,
			value: {
				sid: fields['Sid'],
				callSid: fields['CallSid'],
				accountSid: fields['AccountSid'],
				sequenceNumber: Number(fields['SequenceNumber']),
				timestamp: new Date(fields['Timestamp'] ?? ''),
				contentType: fields['ContentType'],
				content: contentOf(callback),
				parameters: expect.arrayContaining(Object.entries(fields)),
			},
		});
	});

	it.each(['udm-json-post-body-hash-tampered', 'udm-json-post-url-only-signature'])(
		'%s is refused for its signature',
		(wanted) => {
			const callback = recorded(wanted);

			expect(callback.expect).toBe('reject');
			expect(acceptMessage(signedRequestOf(callback), accountOf(callback))).toEqual({
				accepted: false,
				reason: 'signature',
			});
		},
	);
});

it.each(readCallbacks('status-'))('$name is signed, but is not a call message', (callback) => {
	const request = signedRequestOf(callback);

	expect(isSignedByTwilio(request, accountOf(callback).authTokens)).toBe(true);
	expect(acceptMessage(request, accountOf(callback))).toEqual({
		accepted: false,
		reason: 'shape',
	});
});

describe('acceptCallback', () => {
	it.each([
		['10,000 emoji', JSON.stringify('😀'.repeat(9_998))],
		['10,000 characters that are escaped in JSON', JSON.stringify('\0'.repeat(1_666))],
	])('accepts content of %s', (_name, Content) => {
		expect(acceptMessage(genuineRequest({ ...MESSAGE, Content }), ACCOUNT)).toMatchObject({
			accepted: true,
			value: { content: JSON.parse(Content) },
		});
	});

	it.each([
		['the primary token', AUTH_TOKEN],
		['the secondary token', SECONDARY_TOKEN],
	])('accepts a callback signed with %s while tokens rotate', (_name, authToken) => {
		const account = { ...ACCOUNT, authTokens: [AUTH_TOKEN, SECONDARY_TOKEN] };

		expect(acceptMessage(genuineRequest(MESSAGE, { authToken }), account)).toMatchObject({
			accepted: true,
		});
	});

	it.each([
		['a plain text, as apps on iOS send it', 'Hello World'],
		['an empty text', ''],
		['a text with quotes that are not closed', '"a'],
		['a text that speaks of parameters', 'My Content: ContentType, Sid and AccountSid'],
		['JSON with something behind it', '{"a":1} and more'],
		['a text with a line break', 'a\nb'],
	])('accepts %s as content', (_name, Content) => {
		expect(acceptMessage(genuineRequest({ ...MESSAGE, Content }), ACCOUNT)).toMatchObject({
			accepted: true,
			value: { content: Content },
		});
	});

	it.each<[string, Record<string, unknown>, object]>([
		['a number for a text', { SequenceNumber: 7 }, { sequenceNumber: 7 }],
		['parameters of every type', { a: { b: [1] }, c: null, d: 1, e: true }, { sequenceNumber: 1 }],
		['an object for the text of one', { Content: { id: 7 } }, { content: { id: 7 } }],
		['null for the text of it', { Content: null }, { content: null }],
		['a parameter in front that says Content', { A: 'Content' }, { sequenceNumber: 1 }],
		['a parameter in between', { ContentLanguage: 'en' }, { sequenceNumber: 1 }],
	])('accepts JSON with %s, when the URL vouches for the body', (_name, changes, expected) => {
		const { request } = asHashedJson({ ...MESSAGE, ...changes } as never, CALLBACK_URL);
		expect(acceptMessage(request, ACCOUNT)).toMatchObject({ accepted: true, value: expected });
	});

	it.each([
		['a name twice', '?a=1&a=2'],
		['a value that says Content', '?Area=ContentTeam'],
		['a name without a value', '?a'],
		['nothing between two signs', '?&'],
	])('accepts a GET to a URL with %s in the query', (_name, query) => {
		const { request } = asGet(MESSAGE, CALLBACK_URL + query);
		expect(acceptMessage(request, ACCOUNT)).toMatchObject({ accepted: true });
	});

	it('refuses a GET to a URL with a parameter of a message in it, which nobody could tell apart', () => {
		const { request } = asGet(MESSAGE, `${CALLBACK_URL}?Sid=${MESSAGE.Sid}`);
		expect(acceptMessage(request, ACCOUNT)).toEqual({ accepted: false, reason: 'shape' });
	});

	const genuine = genuineRequest(MESSAGE);
	const hashedNesting = hashed(`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`);
	const otherAccount = { ...MESSAGE, AccountSid: `AC${'f'.repeat(32)}` };

	it.each<[string, SignedRequest, typeof ACCOUNT, string]>([
		[
			'a body one byte too large',
			{ ...genuine, rawBody: 'a'.repeat(MAX_BYTES + 1) },
			ACCOUNT,
			'size',
		],
		[
			'a body too large in bytes only',
			{ ...genuine, rawBody: 'ü'.repeat(MAX_BYTES / 2 + 1) },
			ACCOUNT,
			'size',
		],
		[
			'JSON nested deeper than anybody can read',
			{ ...hashedNesting, signature: genuine.signature },
			ACCOUNT,
			'signature',
		],
		['the same, signed', hashedNesting, ACCOUNT, 'shape'],
		['a body of another type', { ...genuine, contentType: 'text/plain' }, ACCOUNT, 'contentType'],
		['a body without a type', { ...genuine, contentType: undefined }, ACCOUNT, 'contentType'],
		['a missing signature', { ...genuine, signature: undefined }, ACCOUNT, 'signature'],
		['an empty signature', { ...genuine, signature: '' }, ACCOUNT, 'signature'],
		['an unknown token', genuine, { ...ACCOUNT, authTokens: [SECONDARY_TOKEN] }, 'signature'],
		['an account without tokens', genuine, { ...ACCOUNT, authTokens: [] }, 'noAuthToken'],
		['an account with an empty token', genuine, { ...ACCOUNT, authTokens: [''] }, 'signature'],
		['a message of another account', genuineRequest(otherAccount), ACCOUNT, 'account'],
		['a signed request without parameters', genuineRequest({}), ACCOUNT, 'shape'],
	])('refuses %s', (_name, request, account, reason) => {
		expect(acceptMessage(request, account)).toEqual({ accepted: false, reason });
	});

	// Each request has the fault of its row and all faults of the rows below.
	const faults: Array<[string, Partial<SignedRequest>]> = [
		['size', { rawBody: 'a'.repeat(MAX_BYTES + 1) }],
		['contentType', { contentType: 'text/plain' }],
		['signature', { signature: 'forged' }],
		['shape', genuineRequest({ ...otherAccount, Timestamp: 'today' })],
		['account', genuineRequest(otherAccount)],
	];
	it.each(faults.map(([reason], row) => ({ reason, row })))(
		'checks $reason before what comes after it',
		({ reason, row }) => {
			const members = faults.slice(row).map(([, fault]) => fault);
			const request = Object.assign({ ...genuine }, ...members.reverse());

			expect(acceptMessage(request, ACCOUNT)).toEqual({ accepted: false, reason });
		},
	);
});

it('says of a text that may have swallowed more than the content what is wrong with it', () => {
	const Content = `Hello AccountSid${MESSAGE.AccountSid}`;
	const refused = { accepted: false, reason: 'text' };
	expect(acceptMessage(genuineRequest({ ...MESSAGE, Content }), ACCOUNT)).toEqual(refused);
});

function recorded(wanted: string): Callback {
	const callback = callMessages.find(({ name }) => name === wanted);
	if (callback === undefined) throw new Error(`No such fixture: ${wanted}`);
	return callback;
}

/** A JSON body that a signed URL vouches for. */
function hashed(rawBody: string): SignedRequest {
	const url = `${CALLBACK_URL}?bodySHA256=${sha256(rawBody)}`;
	const contentType = 'application/json';
	return { method: 'POST', url, contentType, rawBody, signature: sign({}, { url }) };
}
