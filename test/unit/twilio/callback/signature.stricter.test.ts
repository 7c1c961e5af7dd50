import { getExpectedTwilioSignature, validateRequest } from 'twilio/lib/webhooks/webhooks';

import { isSignedByTwilio } from '../../../../nodes/TwilioCallMessages/twilio/callback/signature';
import { asForm, asHashedJson, sha256 } from '../../../support/forging/genuine';
import { AUTH_TOKEN, CALLBACK_URL, MESSAGE, sign } from '../../../support/signedRequests';
import { believesBodyHash, formOf } from '../../../support/twilioSdk';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

describe('is stricter than Twilio’s SDK on purpose with', () => {
	const jsonOfParameters = (parameters: Record<string, unknown>) => ({
		contentType: JSON_TYPE,
		rawBody: JSON.stringify(parameters),
		believed: (signature: string) =>
			validateRequest(AUTH_TOKEN, signature, CALLBACK_URL, parameters),
	});
	const unread = (contentType: string | undefined, rawBody: string) => ({
		contentType,
		rawBody,
		believed: (signature: string) => validateRequest(AUTH_TOKEN, signature, CALLBACK_URL, {}),
	});

	it.each([
		['a number in JSON', 'a1', jsonOfParameters({ a: 1 })],
		['a boolean in JSON', 'atrue', jsonOfParameters({ a: true })],
		['null in JSON', 'anull', jsonOfParameters({ a: null })],
		['an object in JSON', 'a[object Object]', jsonOfParameters({ a: { b: 'c' } })],
		['an array in JSON', 'abac', jsonOfParameters({ a: ['c', 'b'] })],
		['an empty array in JSON', '', jsonOfParameters({ a: [] })],
		['JSON under a signature of the URL alone', '', unread(JSON_TYPE, '{"a":"b"}')],
		['text under a signature of the URL alone', '', unread('text/plain', 'a=b')],
		['a body of no type under a signature of the URL alone', '', unread(undefined, 'a=b')],
		[
			'a multipart body under a signature of the URL alone',
			'',
			unread('multipart/form-data; boundary=a', '--a--'),
		],
	])('%s', (_name, tail, { contentType, rawBody, believed }) => {
		const signature = sign({}, { url: CALLBACK_URL + tail });
		const request = { method: 'POST', url: CALLBACK_URL, contentType, rawBody, signature };

		expect(believed(signature)).toBe(true);
		expect(isSignedByTwilio(request, [AUTH_TOKEN])).toBe(false);
	});

	it.each([FORM, 'text/plain', undefined])(
		'a hashed body that is not JSON (content type %s)',
		(contentType) => {
			const rawBody = 'a=b';
			const url = `${CALLBACK_URL}?bodySHA256=${sha256(rawBody)}`;
			const request = { method: 'POST', url, contentType, rawBody, signature: sign({}, { url }) };

			expect(believesBodyHash(request, AUTH_TOKEN)).toBe(true);
			expect(isSignedByTwilio(request, [AUTH_TOKEN])).toBe(false);
		},
	);

	it('a hash with a control character behind it', () => {
		const { request } = asHashedJson(MESSAGE, CALLBACK_URL);
		const twin = { ...request, url: `${request.url}\0` };

		expect(believesBodyHash(twin, AUTH_TOKEN)).toBe(true);
		expect(isSignedByTwilio(twin, [AUTH_TOKEN])).toBe(false);
	});

	it('an empty Auth Token', () => {
		const signature = getExpectedTwilioSignature('', CALLBACK_URL, { ...MESSAGE });
		const request = { ...asForm(MESSAGE, CALLBACK_URL).request, signature };

		expect(validateRequest('', signature, CALLBACK_URL, formOf(request))).toBe(true);
		expect(isSignedByTwilio(request, [''])).toBe(false);
	});
});
