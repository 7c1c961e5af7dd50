import type { INodeParameters } from 'n8n-workflow';

/** The value of a resource locator in mode By ID. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** The call whose SID is in the item. */
export const callOfItem = byId('={{ $json.sid }}');

/** Sends `{ n: $json.n }` to the call whose SID is in the item, unless told otherwise. */
export const sendNumber = (changes: INodeParameters = {}): INodeParameters => ({
	resource: 'message',
	operation: 'send',
	callSid: callOfItem,
	contentMode: 'json',
	contentJson: '={{ { n: $json.n } }}',
	...changes,
});

/** Parameters that address everyone in a conference. */
export const toConference = (conference: string): INodeParameters => ({
	deliverTo: 'conference',
	conference,
});
