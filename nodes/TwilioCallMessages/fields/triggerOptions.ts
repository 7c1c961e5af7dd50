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
	readonly keepOrder: boolean;
	/** How long an earlier message that has not come is waited for (ms). */
	readonly gapPatienceMs: number;
}

/** As long as a call can be. Source: https://www.twilio.com/docs/voice/api/call-resource#timelimit */
const A_DAY_IN_MINUTES = 24 * 60;
/** Twilio waits 15 seconds for the answer to a message that waits for another one, and n8n has to record it in them too. */
const MOST_GAP_SECONDS = 8;
const GAP_SECONDS = 2;

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
				'Whether to acknowledge and drop what was received before, within 15 minutes and 10,000 callbacks: the same message SID on the same call, or the same status of a call with the same sequence number. In queue mode each webhook process remembers for itself: let the load balancer keep a call with one of them, by the call in the query.',
		},
		{
			displayName: 'Keep Order',
			name: 'keepOrder',
			type: 'boolean',
			default: false,
			description:
				'Whether to start the executions of a call in the order in which its app sent the messages. Each item then says what is not so: gap and missing, when earlier messages had not come in time, and late, when later ones had been started before. In queue mode the load balancer has to keep a call with one process.',
		},
		{
			displayName: 'Longest Wait for an Earlier Message (Seconds)',
			name: 'gapPatience',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: MOST_GAP_SECONDS, numberPrecision: 1 },
			default: GAP_SECONDS,
			description:
				'How long a message waits for earlier ones that have not come, with Keep Order. 0 to 8 seconds. Twilio repeats a message that did not get through.',
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
	const options = readWebhookOptions(context);
	const { publicUrl, ignoreDuplicates, contentFilter, maximumAge } = options;
	return {
		publicUrls: readPublicUrls(publicUrl),
		conditions: conditionsOf(contentFilter),
		ignoreDuplicates: toBoolean(ignoreDuplicates) ?? true,
		maximumAgeMs: readMaximumAge(maximumAge),
		keepOrder: toBoolean(options['keepOrder']) ?? false,
		gapPatienceMs: readGapPatience(options['gapPatience']),
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

function readGapPatience(gapPatience: unknown): number {
	const seconds = toNumber(gapPatience ?? GAP_SECONDS);
	if (seconds >= 0 && seconds <= MOST_GAP_SECONDS) return seconds * 1_000;
	throw unusableSetup(
		`Longest Wait for an Earlier Message is not usable. Enter a number of seconds up to ${MOST_GAP_SECONDS}, or 0 to wait for none`,
	);
}

function conditionsOf(contentFilter: unknown): FilterCondition[] {
	const rows = isRecord(contentFilter) ? contentFilter['conditions'] : undefined;
	if (!Array.isArray(rows)) return [];
	const conditions = rows
		.filter(isRecord)
		.map(({ field, value }) => ({ field: String(field ?? '').trim(), value: String(value ?? '') }));
	if (conditions.some(({ field, value }) => field === '' && value !== '')) {
		throw unusableSetup(
			'Content Filter has a value without a field, and would let every message in. Name the field, or remove the condition',
		);
	}
	return conditions.filter(({ field }) => field !== '');
}
