import type { INodeProperties } from 'n8n-workflow';

import { callLocator, readCallSid } from '../../fields/callLocator';
import { conferenceField, readConference } from '../../fields/conference';
import { messageContent, readContent } from '../../fields/messageContent';
import { sendingOptions } from '../../fields/options';
import { invalidField, readText } from '../../fields/reading';
import type { Item } from '../../n8n/run';
import type { Target } from '../../twilio/delivery/recipients';
import { createUserDefinedMessage } from '../../twilio/rest/userDefinedMessages';
import type { Operation } from '../operation';

/** Whom a message goes to. */
const deliverToFields: INodeProperties[] = [
	{
		displayName: 'Deliver To',
		name: 'deliverTo',
		type: 'options',
		default: 'call',
		description: 'Who gets the message. There is one output item for each recipient.',
		options: [
			{
				name: 'The Call',
				value: 'call',
				description: 'The call leg given below',
			},
			{
				name: 'Its Child Calls',
				value: 'childCalls',
				description: 'The active calls that this call dialled',
			},
			{
				name: 'Its Parent Call',
				value: 'parentCall',
				description: 'The call that dialled this call',
			},
			{
				name: 'Everyone in a Conference',
				value: 'conference',
				description: 'All participants with a Voice SDK app',
			},
		],
	},
	{ ...callLocator, displayOptions: { hide: { deliverTo: ['conference'] } } },
	{ ...conferenceField, displayOptions: { show: { deliverTo: ['conference'] } } },
];

export const sendMessage: Operation = {
	resource: 'message',
	value: 'send',
	name: 'Send Message',
	action: 'Send a message to a call',
	description: 'Send JSON to the app of a person on a call',
	fields: [...deliverToFields, ...messageContent, sendingOptions],
	read: (item, { http }) => {
		const target = readTarget(item);
		const content = readContent(item);
		return {
			target,
			send: async (callSid, idempotencyKey) =>
				await createUserDefinedMessage(http, { callSid, content, idempotencyKey }),
			resultWhenCallEnded: NOT_DELIVERED,
		};
	},
};

const NOT_DELIVERED = { delivered: false };

function readTarget(item: Item): Target {
	const deliverTo = readText(item, 'deliverTo');
	switch (deliverTo) {
		case 'call':
		case 'childCalls':
		case 'parentCall':
			return { deliverTo, callSid: readCallSid(item) };
		case 'conference':
			return { deliverTo, conference: readConference(item) };
		default:
			throw invalidField(item, 'Deliver To', {
				problem: 'is not one of its options',
				remedy: 'Use call, childCalls, parentCall or conference.',
			});
	}
}
