import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { callbackUrlProblem } from '../twilio/delivery/callbackUrl';
import type { TwilioCredential } from './credential';
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
		description: "The URL Twilio calls with each message: the trigger's production URL",
		hint: 'Copy it from Webhook URLs in the Twilio Call Messages Trigger (Production URL)',
	},
	{
		displayName: 'Callback Method',
		name: 'callbackMethod',
		type: 'options',
		default: 'POST',
		description: 'How Twilio calls the URL. Keep POST unless your receiver needs GET.',
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
	{ location }: TwilioCredential,
): { readonly callbackUrl: string; readonly callbackMethod: 'POST' | 'GET' } {
	const callbackUrl = readText(context, 'callbackUrl', itemIndex);
	const problem = callbackUrlProblem(callbackUrl, { isPublic: location.apiBaseUrl === '' });
	if (problem !== undefined) throw invalidField(context, itemIndex, 'Callback URL', problem);

	const callbackMethod = readText(context, 'callbackMethod', itemIndex);
	if (callbackMethod === 'POST' || callbackMethod === 'GET') return { callbackUrl, callbackMethod };
	throw invalidField(context, itemIndex, 'Callback Method', {
		problem: 'is not one Twilio knows',
		remedy: 'Use POST or GET.',
	});
}
