import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Item } from '../n8n/run';
import { readSwitch } from './reading';

/** Whether the output is cut down to what most workflows need. */
export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

const CALL_FIELDS = [
	'sid',
	'parent_call_sid',
	'status',
	'direction',
	'from',
	'to',
	'date_created',
	'start_time',
	'end_time',
	'duration',
];

/** Reads how an item wants its calls: as Twilio gives them, or with the fields that matter here. */
export function readCallShape(item: Item): (call: IDataObject) => IDataObject {
	if (!readSwitch(item, 'Simplify', item.field('simplify', true))) return (call) => call;
	return (call) => Object.fromEntries(CALL_FIELDS.map((name) => [name, call[name] ?? null]));
}
