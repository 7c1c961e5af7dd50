import type { INodeProperties } from 'n8n-workflow';

import * as create from './create.operation';
import * as remove from './delete.operation';

export const operations = { create, delete: remove };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['subscription'] } },
		default: 'create',
		options: [
			{
				name: 'Subscribe',
				value: 'create',
				action: 'Subscribe to the messages of a call',
				description: 'Have Twilio deliver what the app sends',
			},
			{
				name: 'Unsubscribe',
				value: 'delete',
				action: 'Unsubscribe from the messages of a call',
				description: 'Stop the delivery before the call ends',
			},
		],
	},
	...create.description,
	...remove.description,
];
