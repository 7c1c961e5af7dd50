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

import { operationFields } from './actions/operations';
import { router } from './actions/router';
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
		properties: operationFields,
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
