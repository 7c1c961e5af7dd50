import type { IExecuteFunctions } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import { callFilterFields, readCallFilters } from '../../descriptions/callFilters';
import { limitFields, readLimit } from '../../descriptions/limit';
import { readingOptions } from '../../descriptions/sendingOptions';
import { showFor } from '../../descriptions/showFor';
import { readCallShape, simplify } from '../../descriptions/simplify';
import { listCalls } from '../../twilio/rest/calls';
import type { ReadRequest } from '../itemRequest';

export const description = updateDisplayOptions(showFor('call', 'getMany'), [
	...limitFields,
	...callFilterFields,
	simplify,
	readingOptions,
]);

/** Checks which calls an item asks for and says how to list them. */
export function prepare(context: IExecuteFunctions, itemIndex: number): ReadRequest {
	const filters = readCallFilters(context, itemIndex);
	const limit = readLimit(context, itemIndex);
	const shaped = readCallShape(context, itemIndex);
	return { read: async (http) => (await listCalls(http, filters, limit)).map(shaped) };
}
