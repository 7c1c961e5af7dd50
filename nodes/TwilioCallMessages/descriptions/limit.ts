import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalidField } from './invalidField';
import { readSwitch, toNumber } from './parameters';

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

/** Reads the limit of an item, Infinity for all. Throws a NodeOperationError for one below 1. */
export function readLimit(context: IExecuteFunctions, itemIndex: number): number {
	const returnAll = context.getNodeParameter('returnAll', itemIndex, false);
	if (readSwitch(context, 'Return All', returnAll, itemIndex)) return Infinity;
	const limit = toNumber(context.getNodeParameter('limit', itemIndex, 50));
	if (limit >= 1) return Math.floor(limit);
	throw invalidField(context, itemIndex, 'Limit', {
		problem: 'is not a number of 1 or more',
		remedy: 'Enter a number, or turn on Return All.',
	});
}
