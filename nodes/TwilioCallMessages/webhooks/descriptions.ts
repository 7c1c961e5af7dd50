import type { IHttpRequestMethods, IWebhookDescription } from 'n8n-workflow';

// n8n wants a number here and fails on text ("Status code must be an integer"), though its type only allows text.
const ACKNOWLEDGED = 204 as unknown as string;

/**
 * The URL of the subscription's callback, open to both methods Twilio can be told to use. n8n acknowledges
 * a message itself, once its execution is recorded. No expressions: n8n would evaluate them on every call.
 */
export const messageWebhooks: IWebhookDescription[] = (['POST', 'GET'] as const).map(
	(httpMethod: IHttpRequestMethods) => ({
		name: 'default',
		httpMethod,
		path: 'messages',
		responseMode: 'onReceived',
		responseCode: ACKNOWLEDGED,
		responseData: '',
	}),
);
