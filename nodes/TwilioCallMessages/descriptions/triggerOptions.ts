import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';

import { isRecord } from '../twilio/json';
import { readWebhookOptions } from './parameters';

/** A field of the message and what it has to be. */
export interface FilterCondition {
	/** Name of the field; a dot goes one level deeper. */
	readonly field: string;
	readonly value: string;
}

/** The options of the trigger, as read. */
export interface TriggerOptions {
	readonly publicUrl: string;
	readonly conditions: readonly FilterCondition[];
	readonly ignoreDuplicates: boolean;
}

export const triggerOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Content Filter',
			name: 'contentFilter',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Condition',
			default: {},
			description:
				'Only messages whose content has all these values start the workflow. Others are acknowledged and dropped.',
			options: [
				{
					displayName: 'Conditions',
					name: 'conditions',
					values: [
						{
							displayName: 'Field',
							name: 'field',
							type: 'string',
							default: '',
							placeholder: 'e.g. type or order.status',
							description: 'Name of a field of the content. A dot goes one level deeper.',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							default: '',
							placeholder: 'e.g. ready',
							description:
								'What the field has to be: a text as it is, or a number, true, false or null as in JSON',
						},
					],
				},
			],
		},
		{
			displayName: 'Ignore Duplicates',
			name: 'ignoreDuplicates',
			type: 'boolean',
			default: true,
			description:
				'Whether to acknowledge and drop a message that was received before: the same message SID on the same call, within 15 minutes and 10,000 messages',
		},
		{
			displayName: 'Public URL',
			name: 'publicUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://voice.example.com',
			description:
				"The address under which Twilio reaches n8n, when it is not the one in the URLs above: a proxy or a tunnel n8n does not know of. Prefer n8n's WEBHOOK_URL setting where you can.",
		},
	],
};

/** Reads the options of the trigger. What is not set has its default. */
export function readTriggerOptions(context: IWebhookFunctions): TriggerOptions {
	const { publicUrl, ignoreDuplicates, contentFilter } = readWebhookOptions(context);
	return {
		publicUrl: typeof publicUrl === 'string' ? publicUrl.trim() : '',
		conditions: conditionsOf(contentFilter),
		ignoreDuplicates: ignoreDuplicates !== false,
	};
}

function conditionsOf(contentFilter: unknown): FilterCondition[] {
	const rows = isRecord(contentFilter) ? contentFilter['conditions'] : undefined;
	if (!Array.isArray(rows)) return [];
	return rows
		.filter(isRecord)
		.map(({ field, value }) => ({ field: String(field ?? '').trim(), value: String(value ?? '') }))
		.filter(({ field }) => field !== '');
}
