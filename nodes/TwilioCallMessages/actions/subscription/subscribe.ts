import type { INodeProperties } from 'n8n-workflow';

import { callLocator, readCall } from '../../fields/callLocator';
import { sendingOptions } from '../../fields/options';
import { invalidField, readText } from '../../fields/reading';
import { isForTwilioItself, type TwilioCredential } from '../../n8n/credential';
import type { Item } from '../../n8n/run';
import { callbackUrlProblem, withCall, withRepeats } from '../../twilio/delivery/callbackUrl';
import { createUserDefinedMessageSubscription } from '../../twilio/rest/userDefinedMessageSubscriptions';
import type { Operation } from '../operation';

/** Where Twilio delivers what the app on a call sends. */
const callbackFields: INodeProperties[] = [
	{
		displayName: 'Callback URL',
		name: 'callbackUrl',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/…/messages',
		description:
			"The URL Twilio calls with each message: the trigger's production URL. Twilio is asked to repeat what does not get through; a fragment of your own, such as #rc=2, takes the place of that. The query gets the Call SID (call=CA…), by which a load balancer can keep a call with one process of n8n.",
		hint: 'Copy it from Webhook URLs in the Twilio Call Messages Trigger (Production URL)',
	},
	{
		displayName: 'Callback Method',
		name: 'callbackMethod',
		type: 'options',
		default: 'POST',
		description:
			'How Twilio calls the URL. Keep POST unless your receiver needs GET: n8n refuses a GET of more than 16 kB, which is a message of about 6,000 characters.',
		options: [
			{ name: 'GET', value: 'GET' },
			{ name: 'POST', value: 'POST' },
		],
	},
];

export const subscribe: Operation = {
	resource: 'subscription',
	value: 'create',
	name: 'Subscribe',
	action: 'Subscribe to the messages of a call',
	description: 'Have Twilio deliver what the app sends',
	fields: [callLocator, ...callbackFields, sendingOptions],
	read: (item, { http, credential }) => {
		const target = readCall(item);
		const callback = readCallback(item, credential);
		return {
			target,
			send: async (callSid, idempotencyKey) =>
				await createUserDefinedMessageSubscription(http, {
					callSid,
					callbackUrl: withCall(callback.url, callSid),
					callbackMethod: callback.method,
					idempotencyKey,
				}),
			resultWhenCallEnded: { subscribed: false },
		};
	},
};

function readCallback(item: Item, credential: TwilioCredential) {
	const url = readText(item, 'callbackUrl');
	const problem = callbackUrlProblem(url, { isPublic: isForTwilioItself(credential) });
	if (problem) throw invalidField(item, 'Callback URL', problem);

	const method = readText(item, 'callbackMethod');
	if (method === 'POST' || method === 'GET') return { url: withRepeats(url), method } as const;
	throw invalidField(item, 'Callback Method', {
		problem: 'is neither POST nor GET',
		remedy: 'Choose POST or GET.',
	});
}
