import type { INodeProperties } from 'n8n-workflow';

import type { Item } from '../n8n/run';
import type { Target } from '../twilio/delivery/recipients';
import { readSid } from './reading';

/** The call to talk to, as a field: picked from the active calls, or by its SID. */
export const callLocator: INodeProperties = {
	displayName: 'Call SID',
	name: 'callSid',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description:
		"The call leg of the person's app. If the app placed the call, that is the parent call; if the app was called, it is the child call.",
	hint: 'The leg the app is on, while it is ringing or in progress',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'getActiveCalls', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. CA0123456789abcdef0123456789abcdef',
			// Without `validation`: n8n gives its regular expression 250 ms, also on a machine that is too busy for it.
		},
	],
};

/** Reads the Call SID of an item. Throws a ProblemError when it is not one. */
export function readCallSid(item: Item): string {
	return readSid(item, { name: 'callSid', label: 'Call SID', prefix: 'CA' });
}

/** Reads the call of an item as the only one it is for. */
export function readCall(item: Item): Target {
	return { deliverTo: 'call', callSid: readCallSid(item) };
}
