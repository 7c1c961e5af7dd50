import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';

import { toBoolean } from './reading';

export const autoSubscribeFields: INodeProperties[] = [
	{
		displayName:
			'Open Webhook URLs above, copy the Production URL that ends in call-status, and register it at Twilio as status callback of the calls: in TwiML as statusCallback of Client, Number or Sip, with the events initiated, ringing and answered, or of Conference or Stream. Only callbacks signed by Twilio are let in.',
		name: 'autoSubscribeNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { autoSubscribe: [true] } },
	},
	{
		displayName: 'Auto-Subscribe',
		name: 'autoSubscribe',
		type: 'boolean',
		default: false,
		description:
			'Whether to subscribe, once, to each call that Twilio names on the call-status URL (the one that reports itself, the one that dialled it, who joins a conference, whose audio is streamed) or on the voice URL',
	},
	{
		displayName: 'Subscribe To',
		name: 'subscribeTo',
		type: 'options',
		default: 'clientLegs',
		description: 'Which of these legs to subscribe to',
		displayOptions: { show: { autoSubscribe: [true] } },
		options: [
			{
				name: 'All Legs',
				value: 'allLegs',
				description: 'Also legs of phone numbers, which cannot send messages',
			},
			{
				name: 'Voice SDK Legs',
				value: 'clientLegs',
				description: 'Legs of apps only: to or from client:…',
			},
		],
	},
];

/** What Auto-Subscribe is to do; undefined when it is off. */
export function readAutoSubscribe(
	context: Pick<IWebhookFunctions, 'getNodeParameter'>,
): { readonly isForAllLegs: boolean } | undefined {
	if (toBoolean(context.getNodeParameter('autoSubscribe')) !== true) return undefined;
	return { isForAllLegs: context.getNodeParameter('subscribeTo', 'clientLegs') === 'allLegs' };
}
