import {
	buildCallbackRequest,
	type CallbackEncoding,
} from '../../sandbox/twilio/callbacks/callbackRequest';
import { authTokenKey } from '../../sandbox/twilio/callbacks/signing/signature';
import { readCallbackFixture } from './support/callbackFixture';

describe('a fixture is rebuilt byte for byte', () => {
	it.each<[string, CallbackEncoding, string]>([
		['udm-form-post', 'form', ''],
		['udm-form-post-unicode', 'form', ''],
		['udm-form-post-callback-with-query', 'form', ''],
		['udm-json-post-body-hash', 'jsonWithBodyHash', 'bodySHA256'],
		['udm-json-post-no-hash', 'jsonSignedLikeForm', ''],
		['udm-get', 'form', 'ContentType'],
		['udm-get-existing-query', 'form', 'ContentType'],
		['status-child-client-ringing', 'form', ''],
		['status-parent-completed', 'form', ''],
	])('%s', (name, encoding, firstAddedParameter) => {
		const { request, parsed, signing } = readCallbackFixture(name);
		const url =
			firstAddedParameter === ''
				? request.url
				: request.url.replace(new RegExp(`[?&]${firstAddedParameter}=.*$`), '');

		const built = buildCallbackRequest(
			{ url, method: request.method },
			parsed.fields,
			encoding,
			authTokenKey(signing.authToken),
		);

		const token = 'i-twilio-idempotency-token';
		expect(built).toEqual({
			url: request.url,
			method: request.method,
			body: request.rawBody,
			headers: { ...request.headers, [token]: built.headers[token] },
		});
		expect(built.headers[token]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
	});
});
