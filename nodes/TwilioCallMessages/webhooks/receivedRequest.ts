import type { IWebhookFunctions } from 'n8n-workflow';

import type { ReceivedRequest } from './acceptCallback';

/** Takes from n8n's request what the door needs. */
export function receivedRequest(context: IWebhookFunctions): ReceivedRequest {
	const request = context.getRequestObject();
	const header = (name: string) => {
		const value = request.headers[name];
		return Array.isArray(value) ? value.join(', ') : value;
	};
	return {
		method: request.method,
		originalUrl: request.originalUrl,
		contentType: request.headers['content-type'],
		// n8n leaves the body of other content types unread; those are refused by their type.
		rawBody: request.rawBody ?? '',
		signature: header('x-twilio-signature'),
		signatureSettings: header('x-twilio-webhooks-signature-settings'),
	};
}

/**
 * Scheme and host that were called, by the word of a proxy n8n trusts (N8N_PROXY_HOPS, the setting of Express that is
 * asked here); undefined without one. Nothing but a scheme and a host: with a path in it, a header would choose what
 * the signature is checked against.
 */
export function forwardedOrigin(context: IWebhookFunctions): string | undefined {
	const request = context.getRequestObject();
	if (!request.app?.get('trust proxy')) return undefined;
	const [forwardedHost] = (request.get('x-forwarded-host') ?? '').split(',', 1);
	const host = forwardedHost?.trim() || (request.get('host') ?? '');
	const scheme = request.protocol.toLowerCase();
	return /^https?$/.test(scheme) && /^[\w.:[\]-]+$/.test(host) ? `${scheme}://${host}` : undefined;
}
