import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { callbackUrlProblem, withRepeats } from '../twilio/delivery/callbackUrl';
import { isForTwilioItself, type TwilioCredential } from './credential';
import { invalidField } from './invalidField';
import { readText } from './parameters';

/** Where Twilio delivers what the app on a call sends. */
export const callbackUrlFields: INodeProperties[] = [
	{
		displayName: 'Callback URL',
		name: 'callbackUrl',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/…/messages',
		description:
			"The URL Twilio calls with each message: the trigger's production URL. Twilio is asked to repeat what does not get through; a fragment of your own, such as #rc=2, takes the place of that.",
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

/** Reads the callback of an item. Throws a NodeOperationError when Twilio could not use it. */
export function readCallback(
	context: IExecuteFunctions,
	itemIndex: number,
	credential: TwilioCredential,
): { readonly callbackUrl: string; readonly callbackMethod: 'POST' | 'GET' } {
	const url = readText(context, 'callbackUrl', itemIndex);
	const problem = callbackUrlProblem(url, { isPublic: isForTwilioItself(credential) });
	if (problem !== undefined) throw invalidField(context, itemIndex, 'Callback URL', problem);

	const callbackUrl = withRepeats(url);
	const callbackMethod = readText(context, 'callbackMethod', itemIndex);
	if (callbackMethod === 'POST' || callbackMethod === 'GET') return { callbackUrl, callbackMethod };
	throw invalidField(context, itemIndex, 'Callback Method', {
		problem: 'is not one Twilio knows',
		remedy: 'Use POST or GET.',
	});
}
