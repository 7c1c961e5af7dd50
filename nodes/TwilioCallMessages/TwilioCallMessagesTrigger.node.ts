import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { triggerOptions } from './fields/triggerOptions';
import { requireUsableSetup } from './webhooks/activation';
import { webhooks } from './webhooks/descriptions';
import { receiveCallStatus } from './webhooks/callStatus.webhook';
import { receiveMessage } from './webhooks/message.webhook';

export class TwilioCallMessagesTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Twilio Call Messages Trigger',
		name: 'twilioCallMessagesTrigger',
		icon: {
			light: 'file:../../icons/twilioCallMessages.svg',
			dark: 'file:../../icons/twilioCallMessages.dark.svg',
		},
		group: ['trigger'],
		// Not 1: for that version n8n evaluates an expression on every webhook call, which costs more than all our work.
		version: 1.1,
		subtitle: 'On a message from a call',
		description: 'Exchange JSON messages with the app of a person on a live Twilio call',
		defaults: { name: 'Twilio Call Messages Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'twilioCallMessagesApi', required: true }],
		webhooks,
		eventTriggerDescription: 'Let the app on a subscribed call send a message',
		triggerPanel: {
			header: 'Wait for a message from a call',
			executionsHelp: {
				inactive:
					'<b>While building</b>, subscribe a call to the Test URL, click the button below, and let the app on the call send a message. It shows up here.<br /><br /><b>When it works</b>, publish (activate) the workflow and have calls subscribed to the Production URL: every message then starts an execution.',
				active:
					'<b>While building</b>, subscribe a call to the Test URL, click the button below, and let the app on the call send a message. It shows up here.<br /><br /><b>The workflow is active</b>: every message from a call subscribed to the Production URL starts an execution.',
			},
			activationHint:
				'Publish (activate) the workflow, then have calls subscribed to its Production URL.',
		},
		properties: [
			{
				displayName:
					'Open Webhook URLs above and copy the Production URL into the operation Subscribe of a Twilio Call Messages node, once for each call. Only callbacks signed by Twilio are let in.',
				name: 'subscribeNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { autoSubscribe: [false] } },
			},
			{
				displayName:
					'Open Webhook URLs above, copy the Production URL that ends in call-status, and register it at Twilio as status callback of the calls: for example as statusCallback of Client in TwiML, with the events ringing and answered. Only callbacks signed by Twilio are let in.',
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
					'Whether to subscribe to each call that reports itself ringing or in progress on the call-status URL',
			},
			{
				displayName: 'Subscribe To',
				name: 'subscribeTo',
				type: 'options',
				default: 'clientLegs',
				description: 'Which legs of a call to subscribe to when they report themselves',
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
						description: 'Legs to or from client:… only',
					},
				],
			},
			{
				displayName: 'Simplify',
				name: 'simplify',
				type: 'boolean',
				default: true,
				description:
					'Whether to return a simplified version of the response instead of the raw data',
			},
			triggerOptions,
		],
	};

	// Twilio knows no subscription for an account: each call is subscribed on its own, so there is nothing
	// to register or remove here.
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await requireUsableSetup(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const isCallStatus = this.getWebhookName() === 'setup';
		return await (isCallStatus ? receiveCallStatus(this) : receiveMessage(this));
	}
}
