import type { INodeProperties } from 'n8n-workflow';

import * as send from './send.operation';
import * as sendAndWaitForReply from './sendAndWaitForReply.operation';

export const operations = { send, sendAndWaitForReply };

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
			{
				name: 'Send Message and Wait for Reply',
				value: 'sendAndWaitForReply',
				action: 'Send a message to a call and wait for the reply',
				description: 'Ask, and continue with what the app answers',
			},
		],
	},
	...send.description,
	...sendAndWaitForReply.description,
];
