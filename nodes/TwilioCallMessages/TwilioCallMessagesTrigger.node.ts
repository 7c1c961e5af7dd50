import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { requireProvingCredential } from './webhooks/activation';
import { messageWebhooks } from './webhooks/descriptions';
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
		webhooks: messageWebhooks,
		triggerPanel: {
			header: 'Wait for a message from a call',
			executionsHelp: {
				inactive:
					'<b>While building</b>, subscribe a call to the Test URL, click the button below, and let the app on the call send a message. It shows up here.<br /><br /><b>When it works</b>, activate the workflow and subscribe calls to the Production URL: every message then starts an execution.',
				active:
					'<b>While building</b>, subscribe a call to the Test URL, click the button below, and let the app on the call send a message. It shows up here.<br /><br /><b>The workflow is active</b>: every message from a call subscribed to the Production URL starts an execution.',
			},
			activationHint: 'Activate the workflow, then subscribe calls to the Production URL above.',
		},
		properties: [
			{
				displayName:
					'Open <b>Webhook URLs</b> above and copy the Production URL into <b>Subscribe</b> of a Twilio Call Messages node, once for each call. Only callbacks signed by Twilio are let in.',
				name: 'webhookUrlNotice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Simplify',
				name: 'simplify',
				type: 'boolean',
				default: true,
				description:
					'Whether to return a simplified version of the response instead of the raw data',
			},
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
				await requireProvingCredential(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveMessage(this);
	}
}
