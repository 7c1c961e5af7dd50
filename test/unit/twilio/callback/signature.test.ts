import {
	isSignedByTwilio,
	type SignedRequest,
} from '../../../../nodes/TwilioCallMessages/twilio/callback/signature';
import { readSignatureVectors, type SignatureVector } from '../../../support/fixtures';
import {
	AUTH_TOKEN,
	genuineRequest,
	MESSAGE,
	SECONDARY_TOKEN,
	sign,
} from '../../../support/signedRequests';

const vectors = readSignatureVectors();

const tokensOf = ({ authToken, secondaryAuthToken }: SignatureVector) =>
	secondaryAuthToken === undefined ? [authToken] : [authToken, secondaryAuthToken];

const requestOf = (vector: SignatureVector, rawBody: string | Buffer): SignedRequest => ({
	method: vector.method,
	url: vector.url,
	contentType: vector.contentType ?? undefined,
	rawBody,
	signature: vector.signature ?? undefined,
});

describe('isSignedByTwilio', () => {
	it('is measured against the whole set of vectors', () => {
		expect(vectors.filter(({ valid }) => valid)).toHaveLength(72);
		expect(vectors.filter(({ valid }) => !valid)).toHaveLength(79);
	});

	describe.each([
		['text', (body: string) => body],
		['bytes', (body: string) => Buffer.from(body)],
	])('with the body as %s', (_form, bodyOf) => {
		it.each(vectors.filter(({ valid }) => valid))('believes $name: $why', (vector) => {
			expect(isSignedByTwilio(requestOf(vector, bodyOf(vector.body)), tokensOf(vector))).toBe(true);
		});

		it.each(vectors.filter(({ valid }) => !valid))('does not believe $name: $why', (vector) => {
			expect(isSignedByTwilio(requestOf(vector, bodyOf(vector.body)), tokensOf(vector))).toBe(
				false,
			);
		});
	});

	it.each([
		['believes a request signed with the only token', [AUTH_TOKEN], true],
		['believes a request signed with the first token', [AUTH_TOKEN, SECONDARY_TOKEN], true],
		['believes a request signed with the second token', [SECONDARY_TOKEN, AUTH_TOKEN], true],
		['looks past an empty token', ['', AUTH_TOKEN], true],
		['does not believe a request signed with another token', [SECONDARY_TOKEN], false],
		['believes nothing without a token', [], false],
		['believes nothing under an empty token', [''], false],
	])('%s', (_name, authTokens, expected) => {
		expect(isSignedByTwilio(genuineRequest(MESSAGE), authTokens)).toBe(expected);
	});

	it('does not believe a request that was signed with an empty token', () => {
		expect(isSignedByTwilio(genuineRequest(MESSAGE, { authToken: '' }), [''])).toBe(false);
	});

	it.each([undefined, 'application/json', 'text/plain'])(
		'needs nothing but the URL to be signed when there is no body (content type %s)',
		(contentType) => {
			const request = { ...genuineRequest({}), contentType };

			expect(request.rawBody).toBe('');
			expect(isSignedByTwilio(request, [AUTH_TOKEN])).toBe(true);
		},
	);

	it('reads the method without regard to case', () => {
		const url = 'https://n8n.example.com/webhook/a?Sid=KX1';
		const { signature } = genuineRequest({}, { url });
		const request = { method: 'get', url, contentType: undefined, rawBody: 'unsigned', signature };

		expect(isSignedByTwilio(request, [AUTH_TOKEN])).toBe(true);
	});

	it('takes a body nothing protects for nothing that could be signed', () => {
		const url = 'https://n8n.example.com/webhook/a';
		const signature = sign({}, { url: `${url}undefined` });
		const request = { method: 'POST', url, contentType: 'text/plain', rawBody: 'x', signature };

		expect(isSignedByTwilio(request, [AUTH_TOKEN])).toBe(false);
	});

	describe('never throws', () => {
		const urls = [
			'',
			' ',
			'?',
			'#',
			'://',
			'https://',
			'http://[::1',
			'%',
			'\0',
			'\ud800',
			'/path',
			'no url?a=\ud800',
		];
		const urlsWithQuery = ['?%', '?%zz=%', '?\ud800=\udfff', '?a=%ff&&=', '?bodySHA256=\ud800'];
		const bodies = ['', '%', '%zz=%', '=&=&', '\ud800', '{"a"', 'null', '[]', '{"a":1}', '\0'];
		const contentTypes = [
			undefined,
			'',
			';',
			'application/json',
			'application/x-www-form-urlencoded',
			'\0',
		];

		it.each([...urls, ...urlsWithQuery.map((query) => `https://n8n.example.com/${query}`)])(
			'for the URL %j, whatever body comes with it',
			(url) => {
				const requests = bodies.flatMap((body) =>
					contentTypes.flatMap((contentType) =>
						[body, Buffer.from([0xff, 0xfe, ...Buffer.from(body)])].flatMap((rawBody) =>
							['', 'GET', 'POST', '\0'].map((method) => ({ method, url, contentType, rawBody })),
						),
					),
				);
				const believed = requests.filter((request) =>
					isSignedByTwilio({ ...request, signature: '\ud800' }, [AUTH_TOKEN, '\ud800']),
				);

				expect(believed).toEqual([]);
			},
		);
	});
});
