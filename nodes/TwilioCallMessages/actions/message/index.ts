import type { INodeProperties } from 'n8n-workflow';

import * as send from './send.operation';

export const operations = { send };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['message'] } },
		default: 'send',
		options: [
			{
				name: 'Send Message',
				value: 'send',
				action: 'Send a message to a call',
				description: 'Send JSON to the app of a person on a call',
			},
		],
	},
	...send.description,
];
