import { callLocator, readCallSid } from '../../fields/callLocator';
import { readingOptions } from '../../fields/options';
import { readCallShape, simplify } from '../../fields/simplify';
import { fetchCall } from '../../twilio/rest/calls';
import type { Operation } from '../operation';

export const getCall: Operation = {
	resource: 'call',
	value: 'get',
	name: 'Get',
	action: 'Get a call',
	description: 'Look up one call leg by its SID',
	fields: [callLocator, simplify, readingOptions],
	read: (item, { http }) => {
		const callSid = readCallSid(item);
		const shaped = readCallShape(item);
		return { lookUp: async () => [shaped(await fetchCall(http, callSid))] };
	},
};
