import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';

import { parsePublicUrls, type PublicUrl } from '../twilio/callback/publicUrl';
import { isRecord } from '../twilio/json';
import { readWebhookOptions, toBoolean, toNumber, unusableSetup } from './reading';

/** A field of the message and what it has to be. */
export interface FilterCondition {
	/** Name of the field; a dot goes one level deeper. */
	readonly field: string;
	readonly value: string;
}

/** The options of the trigger, as read. */
export interface TriggerOptions {
	readonly publicUrls: readonly PublicUrl[];
	readonly conditions: readonly FilterCondition[];
	readonly ignoreDuplicates: boolean;
	/** How old a message may be (ms); 0 for any age. */
	readonly maximumAgeMs: number;
}

/** As long as a call can be. Source: https://www.twilio.com/docs/voice/api/call-resource#timelimit */
const A_DAY_IN_MINUTES = 24 * 60;

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
				'Only messages whose content has all these values start the workflow. Others are acknowledged and dropped. If the content is a text that holds JSON, its fields count too.',
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
				'Whether to acknowledge and drop what was received before, within 15 minutes and 10,000 callbacks: the same message SID on the same call, or the same status of a call with the same sequence number',
		},
		{
			displayName: 'Maximum Age (Minutes)',
			name: 'maximumAge',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: A_DAY_IN_MINUTES },
			default: 0,
			description:
				'How old a message or a report of a call may be, by the time Twilio signed with it. Older ones are refused. 0 takes any age. The clock of n8n has to be right.',
		},
		{
			displayName: 'Public URL',
			name: 'publicUrl',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. https://voice.example.com',
			description:
				"The address under which Twilio reaches n8n, when it is not the one in the URLs above: a proxy or a tunnel n8n does not know of. Prefer n8n's WEBHOOK_URL setting where you can. A proxy that changes the path as well: one line for each URL, such as messages = https://voice.example.com/hooks/twilio.",
		},
	],
};

/**
 * Reads the options of the trigger. What is not set has its default. Throws a ProblemError for one that cannot be
 * used; n8n shows its message only when a workflow is published, so that has the remedy too.
 */
export function readTriggerOptions(
	context: Pick<IWebhookFunctions, 'getNodeParameter'>,
): TriggerOptions {
	const { publicUrl, ignoreDuplicates, contentFilter, maximumAge } = readWebhookOptions(context);
	return {
		publicUrls: readPublicUrls(publicUrl),
		conditions: conditionsOf(contentFilter),
		ignoreDuplicates: toBoolean(ignoreDuplicates) ?? true,
		maximumAgeMs: readMaximumAge(maximumAge),
	};
}

function readPublicUrls(publicUrl: unknown): readonly PublicUrl[] {
	const text = publicUrl ?? '';
	const urls = typeof text === 'string' ? parsePublicUrls(text) : undefined;
	if (urls) return urls;
	throw unusableSetup(
		'Public URL is not usable. Write a whole http(s) address such as https://voice.example.com, or one line for each URL of the node, such as messages = https://voice.example.com/hooks/twilio',
	);
}

function readMaximumAge(maximumAge: unknown): number {
	const minutes = toNumber(maximumAge ?? 0);
	if (minutes >= 0 && minutes <= A_DAY_IN_MINUTES) return minutes * 60_000;
	throw unusableSetup(
		`Maximum Age is not usable. Enter a number of minutes up to ${A_DAY_IN_MINUTES}, or 0 to take any age`,
	);
}

function conditionsOf(contentFilter: unknown): FilterCondition[] {
	const rows = isRecord(contentFilter) ? contentFilter['conditions'] : undefined;
	if (!Array.isArray(rows)) return [];
	return rows
		.filter(isRecord)
		.map(({ field, value }) => ({ field: String(field ?? '').trim(), value: String(value ?? '') }))
		.filter(({ field }) => field !== '');
}
