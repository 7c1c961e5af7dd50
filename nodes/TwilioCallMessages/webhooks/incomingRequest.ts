import type { IWebhookFunctions } from 'n8n-workflow';

import type { TriggerOptions } from '../descriptions/triggerOptions';
import { calledUrls } from '../twilio/callback/calledUrls';
import type { CallbackRequest } from './acceptCallback';

type ExpressRequest = ReturnType<IWebhookFunctions['getRequestObject']>;

/** Takes from n8n's request what the door needs, and finds the URLs that may have been called. */
export function incomingRequest(
	context: IWebhookFunctions,
	{ publicUrl, webhookUrl }: { readonly publicUrl: string; readonly webhookUrl: string },
): CallbackRequest {
	const request = context.getRequestObject();
	const signature = request.headers['x-twilio-signature'];
	return {
		method: request.method,
		urls: calledUrls({
			originalUrl: request.originalUrl,
			webhookUrl,
			publicUrl,
			forwardedOrigin: forwardedOrigin(request),
		}),
		contentType: request.headers['content-type'],
		// n8n leaves the body of other content types unread; those are refused by their type.
		rawBody: request.rawBody ?? '',
		signature: typeof signature === 'string' ? signature : undefined,
	};
}

/** The same for the trigger, whose options may say what Twilio calls. */
export function incomingTriggerRequest(
	context: IWebhookFunctions,
	{ publicUrl }: TriggerOptions,
): CallbackRequest {
	const webhookUrl = context.getNodeWebhookUrl(isCallStatus(context) ? 'setup' : 'default') ?? '';
	return incomingRequest(context, { publicUrl, webhookUrl });
}

/** Tells which of the trigger's two URLs was called. */
export function isCallStatus(context: IWebhookFunctions): boolean {
	return context.getWebhookName() === 'setup';
}

// n8n trusts a proxy when N8N_PROXY_HOPS says so, by the setting of Express that is asked here.
function forwardedOrigin(request: ExpressRequest): string | undefined {
	if (!request.app?.get('trust proxy')) return undefined;
	const [forwardedHost] = (request.get('x-forwarded-host') ?? '').split(',', 1);
	const host = forwardedHost?.trim() || (request.get('host') ?? '');
	// Nothing but a host: a path in here would let the sender choose what the signature is checked against.
	return /^[\w.:[\]-]+$/.test(host) ? `${request.protocol}://${host}` : undefined;
}
