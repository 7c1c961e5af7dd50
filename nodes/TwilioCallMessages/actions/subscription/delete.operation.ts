import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import { callLocator, readCall } from '../../descriptions/callLocator';
import { readSid } from '../../descriptions/parameters';
import { sendingOptions } from '../../descriptions/sendingOptions';
import { showFor } from '../../descriptions/showFor';
import { deleteUserDefinedMessageSubscription } from '../../twilio/rest/userDefinedMessageSubscriptions';
import type { CallRequest } from '../itemRequest';

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

export const description = updateDisplayOptions(showFor('subscription', 'delete'), [
	callLocator,
	subscriptionSid,
	sendingOptions,
]);

/** Checks which subscription an item means and says how to remove it. */
export function prepare(context: IExecuteFunctions, itemIndex: number): CallRequest {
	const target = readCall(context, itemIndex);
	const sid = readSid(
		context,
		{ name: 'subscriptionSid', label: 'Subscription SID', prefix: 'ZY' },
		itemIndex,
	);
	return {
		target,
		send: async (http, callSid) => {
			await deleteUserDefinedMessageSubscription(http, { callSid, sid });
			return { deleted: true, sid, call_sid: callSid };
		},
		resultWhenCallEnded: { deleted: false, sid },
	};
}
