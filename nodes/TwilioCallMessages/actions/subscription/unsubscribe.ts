import type { INodeProperties } from 'n8n-workflow';

import { callLocator, readCall } from '../../fields/callLocator';
import { sendingOptions } from '../../fields/options';
import { readSid } from '../../fields/reading';
import { deleteUserDefinedMessageSubscription } from '../../twilio/rest/userDefinedMessageSubscriptions';
import type { Operation } from '../operation';

const subscriptionSid: INodeProperties = {
	displayName: 'Subscription SID',
	name: 'subscriptionSid',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. ZY0123456789abcdef0123456789abcdef',
	description: 'The subscription to remove: the sid that Subscribe returned',
	hint: 'ZY and 32 hex digits. Twilio cannot list subscriptions, so keep it when you subscribe.',
};

export const unsubscribe: Operation = {
	resource: 'subscription',
	value: 'delete',
	name: 'Unsubscribe',
	action: 'Unsubscribe from the messages of a call',
	description: 'Stop the delivery before the call ends',
	fields: [callLocator, subscriptionSid, sendingOptions],
	read: (item, { http }) => {
		const target = readCall(item);
		const sid = readSid(item, {
			name: 'subscriptionSid',
			label: 'Subscription SID',
			prefix: 'ZY',
		});
		return {
			target,
			send: async (callSid) => {
				await deleteUserDefinedMessageSubscription(http, { callSid, sid });
				return { deleted: true, sid, call_sid: callSid };
			},
			resultWhenCallEnded: { deleted: false, sid },
		};
	},
};
