import type { INodeProperties } from 'n8n-workflow';

import type { Item } from '../n8n/run';
import { contentOfJsonText, contentOfValue } from '../twilio/delivery/content';
import type { Explanation, Result } from '../twilio/result';
import { readAssignments } from './assignments';
import { invalidField, readText } from './reading';

const showForMode = (mode: string) => ({ show: { contentMode: [mode] } });

/** The three ways to say what a message contains. The tall assignment field comes last. */
export const messageContent: INodeProperties[] = [
	{
		displayName: 'Content Mode',
		name: 'contentMode',
		type: 'options',
		noDataExpression: true,
		default: 'fields',
		description: 'How to build the message, which is one JSON value of at most 10,000 characters',
		options: [
			{
				name: 'Fields',
				value: 'fields',
				description: 'Name each field and its value',
			},
			{
				name: 'JSON',
				value: 'json',
				description: 'Write the message as JSON',
			},
			{
				name: 'Item',
				value: 'item',
				description: 'Send the input item, or some of its fields',
			},
		],
	},
	{
		displayName: 'Content (JSON)',
		name: 'contentJson',
		type: 'json',
		required: true,
		default: '{\n  "type": "greeting"\n}',
		description: 'The message as one JSON value: an object, array, string, number, boolean or null',
		hint: 'At most 10,000 characters, sent as written. A text from an expression: {{ JSON.stringify($json.text) }}, without quotes.',
		displayOptions: showForMode('json'),
	},
	{
		displayName: 'Item Fields',
		name: 'itemFields',
		type: 'string',
		default: '',
		placeholder: 'e.g. type, name, orderId',
		description: 'Names of the fields to send, separated by commas. Empty sends the whole item.',
		hint: 'Leave empty to send the whole item',
		displayOptions: showForMode('item'),
	},
	{
		displayName: 'Content Fields',
		name: 'contentFields',
		type: 'assignmentCollection',
		default: {},
		description:
			'The fields of the message. A dot in a name makes a nested field, and so do brackets: items[0].name.',
		displayOptions: showForMode('fields'),
	},
];

/** Reads the content of an item's message as JSON text. Throws a ProblemError when it cannot be sent. */
export function readContent(item: Item): string {
	const content = readByMode(item, readText(item, 'contentMode'));
	if (content.ok) return content.value;
	throw invalidField(item, 'Content', content.problem);
}

function readByMode(item: Item, mode: string): Result<string, Explanation> {
	if (mode === 'json') return readJson(item.field('contentJson'));
	return contentOfValue(mode === 'item' ? pickItemFields(item) : readFields(item));
}

const readFields = (item: Item) =>
	readAssignments(item.field('contentFields', {}), (explanation) =>
		invalidField(item, 'Content Fields', explanation),
	);

function readJson(value: unknown): Result<string, Explanation> {
	return typeof value === 'string' ? contentOfJsonText(value.trim()) : contentOfValue(value);
}

function pickItemFields(item: Item): unknown {
	const names = readText(item, 'itemFields')
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '');
	if (names.length === 0) {
		if (!item.isOfTool) return item.json;
		throw invalidField(item, 'Item Fields', {
			problem: 'is empty, and the item of a tool call contains more than the message',
			remedy: 'Name the fields to send, or use Content Mode Fields or JSON.',
		});
	}
	return Object.fromEntries(
		names.map((name) => {
			if (Object.hasOwn(item.json, name)) return [name, item.json[name]];
			throw invalidField(item, 'Item Fields', {
				problem: `names "${name}", which this item does not have`,
				remedy: 'Check the spelling, or give the field a value in an earlier node.',
			});
		}),
	);
}
