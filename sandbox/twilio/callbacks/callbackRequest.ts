import { randomUUID } from 'node:crypto';

import type { CallbackMethod } from '../calls/calls';
import type { CallbackParameters } from './messageCallback';
import { hashBody, signCallback, type SigningKey } from './signing/signature';

/**
 * How a POST carries the parameters. Nobody has published a delivery, so all three candidates can be played:
 * `form` is what Twilio's own relay servers can verify and hence the default; `jsonSignedLikeForm` is the other
 * layout they would accept; `jsonWithBodyHash` is what the docs describe for JSON webhooks in general.
 */
export type CallbackEncoding = 'form' | 'jsonWithBodyHash' | 'jsonSignedLikeForm';

export interface CallbackRequest {
	readonly url: string;
	readonly method: CallbackMethod;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

interface Layout {
	readonly url: string;
	readonly body: string;
	readonly contentType: string | null;
	readonly signedFields: CallbackParameters;
}

/** The signed request for one callback. The fragment of `url` is neither sent nor signed (webhooks-connection-overrides). */
export function buildCallbackRequest(
	target: { readonly url: string; readonly method: CallbackMethod },
	parameters: CallbackParameters,
	encoding: CallbackEncoding,
	key: SigningKey,
): CallbackRequest {
	const layOut = target.method === 'GET' ? layOutQuery : LAYOUTS[encoding];
	const layout = layOut(target.url.replace(/#.*$/s, ''), parameters);
	const signature = signCallback(key, layout.url, layout.signedFields);
	return {
		url: layout.url,
		method: target.method,
		headers: callbackHeaders(layout, signature, key),
		body: layout.body,
	};
}

const LAYOUTS: Readonly<
	Record<CallbackEncoding, (url: string, parameters: CallbackParameters) => Layout>
> = {
	form: (url, parameters) => ({
		url,
		body: new URLSearchParams(parameters).toString(),
		contentType: 'application/x-www-form-urlencoded; charset=UTF-8',
		signedFields: parameters,
	}),
	jsonWithBodyHash: (url, parameters) => {
		const body = JSON.stringify(parameters);
		return {
			url: appendQuery(url, `bodySHA256=${hashBody(body)}`),
			body,
			contentType: 'application/json',
			signedFields: {},
		};
	},
	jsonSignedLikeForm: (url, parameters) => ({
		url,
		body: JSON.stringify(parameters),
		contentType: 'application/json; charset=utf-8',
		signedFields: parameters,
	}),
};

function layOutQuery(url: string, parameters: CallbackParameters): Layout {
	return {
		url: appendQuery(url, new URLSearchParams(parameters).toString()),
		body: '',
		contentType: null,
		signedFields: {},
	};
}

const appendQuery = (url: string, query: string): string =>
	`${url}${url.includes('?') ? '&' : '?'}${query}`;

/** Headers seen on other Voice callbacks (`headers` of the fixtures). A repeat keeps the idempotency token. */
function callbackHeaders(
	layout: Layout,
	signature: string,
	{ settings }: SigningKey,
): Record<string, string> {
	return {
		host: new URL(layout.url).host,
		accept: '*/*',
		'user-agent': 'TwilioProxy/1.1',
		'x-home-region': 'us1',
		'i-twilio-idempotency-token': randomUUID(),
		...(layout.contentType !== null && {
			'content-type': layout.contentType,
			'content-length': String(Buffer.byteLength(layout.body)),
		}),
		...(settings !== null && { 'x-twilio-webhooks-signature-settings': settings }),
		'x-twilio-signature': signature,
	};
}
