import type { INodeProperties } from 'n8n-workflow';

import type { Item } from '../n8n/run';
import { invalidField, readText } from './reading';

/** A conference, by its friendly name or its SID. */
export const conferenceField: INodeProperties = {
	displayName: 'Conference',
	name: 'conference',
	type: 'string',
	default: '',
	placeholder: 'e.g. Support or CF0123456789abcdef0123456789abcdef',
	description: 'The friendly name of a conference that has not ended, or its SID',
	hint: 'Its name, or CF and 32 hex digits. Participants on a phone line get nothing.',
};

/** Reads it. Throws a ProblemError when it is empty. */
export function readConference(item: Item): string {
	const conference = readText(item, 'conference');
	if (conference !== '') return conference;
	throw invalidField(item, 'Conference', {
		problem: 'is empty',
		remedy:
			'Enter the friendly name or the SID of a conference. If it comes from an expression, check that the field exists in this item.',
	});
}
