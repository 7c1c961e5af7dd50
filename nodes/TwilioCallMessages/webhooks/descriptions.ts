import type { IHttpRequestMethods, IWebhookDescription } from 'n8n-workflow';

// n8n wants a number here and fails on text ("Status code must be an integer"), though its type only allows text.
const ACKNOWLEDGED = 204 as unknown as string;

const webhook = (
	name: 'default' | 'setup',
	httpMethod: IHttpRequestMethods,
	path: string,
): IWebhookDescription => ({
	name,
	httpMethod,
	path,
	responseMode: 'onReceived',
	responseCode: ACKNOWLEDGED,
	responseData: '',
});

/** Where a reply resumes a waiting execution. n8n wants the node's ID as path of its resume URL. */
export const replyWebhooks: IWebhookDescription[] = [
	{
		...webhook('default', 'POST', '={{ $nodeId }}'),
		isFullPath: true,
		restartWebhook: true,
	},
];

/**
 * The URL of the subscription's callback, open to both methods Twilio can be told to use, the one for what Twilio reports of
 * calls, and the Voice URL. n8n acknowledges a message itself, once its execution is recorded. No expressions but the one that
 * hides a URL in the editor: n8n would evaluate them on every call.
 */
export const webhooks: IWebhookDescription[] = [
	webhook('default', 'POST', 'messages'),
	{ ...webhook('default', 'GET', 'messages'), ndvHideUrl: true },
	{
		...webhook('setup', 'POST', 'call-status'),
		ndvHideUrl:
			'={{ !$parameter["autoSubscribe"] && !$parameter["events"].some((event) => !["message", "callPlaced"].includes(event)) }}',
	},
	{ ...webhook('setup', 'POST', 'voice'), ndvHideUrl: '={{ !$parameter["answerVoiceUrl"] }}' },
	{ ...webhook('setup', 'GET', 'voice'), ndvHideUrl: true },
];
