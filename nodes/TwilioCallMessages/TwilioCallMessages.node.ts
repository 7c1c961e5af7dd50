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
import { replyWebhooks } from './webhooks/descriptions';

// What only a run needs is loaded by the first run, as n8n does with its own nodes: n8n starts sooner.
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
				const { getActiveCalls } = await import('./listSearch/getActiveCalls');
				return await getActiveCalls(this, filter, paginationToken);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { receiveReply } = await import('./webhooks/reply.webhook');
		return await receiveReply(this);
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { router } = await import('./actions/router');
		return await router(this);
	}
}
