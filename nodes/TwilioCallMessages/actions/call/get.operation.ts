import type { IExecuteFunctions } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import { callLocator, readCallSid } from '../../descriptions/callLocator';
import { readingOptions } from '../../descriptions/sendingOptions';
import { showFor } from '../../descriptions/showFor';
import { readCallShape, simplify } from '../../descriptions/simplify';
import { fetchCall } from '../../twilio/rest/calls';
import type { ReadRequest } from '../itemRequest';

export const description = updateDisplayOptions(showFor('call', 'get'), [
	callLocator,
	simplify,
	readingOptions,
]);

/** Checks which call an item means and says how to get it. */
export function prepare(context: IExecuteFunctions, itemIndex: number): ReadRequest {
	const callSid = readCallSid(context, itemIndex);
	const shaped = readCallShape(context, itemIndex);
	return { read: async (http) => [shaped(await fetchCall(http, callSid))] };
}
