import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import * as message from './actions/message';
import { router } from './actions/router';
import * as subscription from './actions/subscription';

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
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				default: 'message',
				options: [
					{ name: 'Message', value: 'message' },
					{ name: 'Subscription', value: 'subscription' },
				],
			},
			...message.description,
			...subscription.description,
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router(this);
	}
}
