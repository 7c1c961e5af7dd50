import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import * as call from './actions/call';
import * as message from './actions/message';
import { router } from './actions/router';
import * as subscription from './actions/subscription';
import { replyWebhooks } from './webhooks/descriptions';
import { receiveReply } from './webhooks/reply.webhook';
import { getActiveCalls } from './listSearch/getActiveCalls';

export class TwilioCallMessages implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Twilio Call Messages',
		name: 'twilioCallMessages',
		icon: {
			light: 'file:../../icons/twilioCallMessages.svg',
			dark: 'file:../../icons/twilioCallMessages.dark.svg',
		},
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Exchange JSON messages with the app of a person on a live Twilio call',
		defaults: { name: 'Twilio Call Messages' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'twilioCallMessagesApi', required: true }],
		webhooks: replyWebhooks,
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				default: 'message',
				options: [
					{ name: 'Call', value: 'call' },
					{ name: 'Message', value: 'message' },
					{ name: 'Subscription', value: 'subscription' },
				],
			},
			...call.description,
			...message.description,
			...subscription.description,
		],
	};

	methods = {
		listSearch: {
			async getActiveCalls(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) {
				return await getActiveCalls(this, filter, paginationToken);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveReply(this);
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router(this);
	}
}
