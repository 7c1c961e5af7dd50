import { isSignedByTwilio } from '../../../nodes/TwilioCallMessages/twilio/callback/signature';
import type { SignedRequest } from '../../../nodes/TwilioCallMessages/twilio/callback/signature';
import { MAX_BODY_BYTES } from '../../../nodes/TwilioCallMessages/webhooks/acceptCallback';
import { acceptMessage } from '../../support/acceptMessage';
import { readCallbacks, signedRequestOf, type Callback } from '../../support/fixtures';
import {
	ACCOUNT,
	ACCOUNT_SID,
	AUTH_TOKEN,
	genuineRequest,
	MESSAGE,
	SECONDARY_TOKEN,
} from '../../support/signedRequests';

const accountOf = ({ signing }: Callback) => ({
	accountSid: 'AC00000000000000000000000000000001',
	authTokens: [signing.authToken],
});

const callMessages = readCallbacks('udm-');

// Signed, and yet refused: we take nothing for content but one JSON text.
const NOT_JSON = ['udm-form-post-not-json', 'udm-form-post-other-content-type'];
const acceptable = callMessages.filter(
	({ name, expect: verdict }) => verdict === 'accept' && !NOT_JSON.includes(name),
);

describe('the recorded call messages', () => {
	it('are all in one of the tables below', () => {
		expect(callMessages).toHaveLength(acceptable.length + NOT_JSON.length + 2);
		expect(acceptable).toHaveLength(15);
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
				content: callback.parsed?.content?.value,
				parameters: expect.objectContaining(fields),
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

	it.each(NOT_JSON)('%s is signed, but refused because its content is not JSON', (wanted) => {
		const callback = recorded(wanted);
		const request = signedRequestOf(callback);

		expect(isSignedByTwilio(request, accountOf(callback).authTokens)).toBe(true);
		expect(acceptMessage(request, accountOf(callback))).toEqual({
			accepted: false,
			reason: 'shape',
		});
	});
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
		const account = { accountSid: ACCOUNT_SID, authTokens: [AUTH_TOKEN, SECONDARY_TOKEN] };

		expect(acceptMessage(genuineRequest(MESSAGE, { authToken }), account)).toMatchObject({
			accepted: true,
		});
	});

	it('accepts a body of the largest size', () => {
		expect(acceptMessage(paddedTo(MAX_BODY_BYTES), ACCOUNT)).toMatchObject({ accepted: true });
	});

	const genuine = genuineRequest(MESSAGE);
	const otherAccount = { ...MESSAGE, AccountSid: `AC${'f'.repeat(32)}` };

	it.each<[string, SignedRequest, { accountSid: string; authTokens: string[] }, string]>([
		['a body one byte too large', paddedTo(MAX_BODY_BYTES + 1), ACCOUNT, 'size'],
		[
			'a body too large in bytes only',
			{ ...genuine, rawBody: 'ü'.repeat(131_073) },
			ACCOUNT,
			'size',
		],
		['a body of another type', { ...genuine, contentType: 'text/plain' }, ACCOUNT, 'contentType'],
		['a body without a type', { ...genuine, contentType: undefined }, ACCOUNT, 'contentType'],
		['a missing signature', { ...genuine, signature: undefined }, ACCOUNT, 'signature'],
		['an empty signature', { ...genuine, signature: '' }, ACCOUNT, 'signature'],
		['an unknown token', genuine, { ...ACCOUNT, authTokens: [SECONDARY_TOKEN] }, 'signature'],
		['an account without tokens', genuine, { ...ACCOUNT, authTokens: [] }, 'signature'],
		['an account with an empty token', genuine, { ...ACCOUNT, authTokens: [''] }, 'signature'],
		['a message of another account', genuineRequest(otherAccount), ACCOUNT, 'account'],
		['a signed request without parameters', genuineRequest({}), ACCOUNT, 'shape'],
	])('refuses %s', (_name, request, account, reason) => {
		expect(acceptMessage(request, account)).toEqual({ accepted: false, reason });
	});

	// Each request has the fault of its row and all faults of the rows below.
	const faults: Array<[string, Partial<SignedRequest>]> = [
		['size', { rawBody: 'a'.repeat(MAX_BODY_BYTES + 1) }],
		['contentType', { contentType: 'text/plain' }],
		['signature', { signature: 'forged' }],
		['shape', genuineRequest({ ...otherAccount, Content: '{' })],
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

function recorded(wanted: string): Callback {
	const callback = callMessages.find(({ name }) => name === wanted);
	if (callback === undefined) throw new Error(`No such fixture: ${wanted}`);
	return callback;
}

function paddedTo(bytes: number): SignedRequest {
	const length = (padding: string) =>
		Buffer.byteLength(genuineRequest({ ...MESSAGE, Padding: padding }).rawBody);
	return genuineRequest({ ...MESSAGE, Padding: 'x'.repeat(bytes - length('')) });
}
