import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';

import { readWebhookOptions } from './reading';

/** What counts as a reply. */
export const replyFields: INodeProperties[] = [
	{
		displayName: 'Reply Field',
		name: 'replyField',
		type: 'string',
		default: '',
		placeholder: 'e.g. type or answer.choice',
		description:
			'Field a reply must have, so that other messages of the app do not count as one. A dot goes one level deeper. Empty takes the first message.',
	},
	{
		displayName: 'Reply Value',
		name: 'replyValue',
		type: 'string',
		default: '',
		placeholder: 'e.g. consent',
		description:
			'What Reply Field must be: a text as it is, or a number, true, false or null as in JSON. Empty takes any value.',
	},
];

/** The field a reply must have, and its value; empty texts mean any. */
export interface ReplyPattern {
	readonly field: string;
	readonly value: string;
}

/** Reads what counts as a reply, while waiting for one. */
export function readReplyPattern(context: IWebhookFunctions): ReplyPattern {
	const { replyField, replyValue } = readWebhookOptions(context);
	return { field: String(replyField ?? '').trim(), value: String(replyValue ?? '') };
}
