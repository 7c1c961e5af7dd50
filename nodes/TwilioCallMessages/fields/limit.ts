import type { INodeProperties } from 'n8n-workflow';

import type { Item } from '../n8n/run';
import { invalidField, readSwitch, toNumber } from './reading';

/** How many results to return. */
export const limitFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** Reads the limit of an item, Infinity for all. Throws a ProblemError for one below 1. */
export function readLimit(item: Item): number {
	if (readSwitch(item, 'Return All', item.field('returnAll', false))) return Infinity;
	const limit = toNumber(item.field('limit', 50));
	if (limit >= 1) return Math.floor(limit);
	throw invalidField(item, 'Limit', {
		problem: 'is not a number of 1 or more',
		remedy: 'Enter a number, or turn on Return All.',
	});
}
