import type { IExecuteFunctions } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import { callLocator, readCall } from '../../descriptions/callLocator';
import { callbackUrlFields, readCallback } from '../../descriptions/callbackUrl';
import { sendingOptions } from '../../descriptions/sendingOptions';
import { showFor } from '../../descriptions/showFor';
import type { TwilioCredential } from '../../descriptions/credential';
import { createUserDefinedMessageSubscription } from '../../twilio/rest/userDefinedMessageSubscriptions';
import type { CallRequest } from '../itemRequest';

export const description = updateDisplayOptions(showFor('subscription', 'create'), [
	callLocator,
	...callbackUrlFields,
	sendingOptions,
]);

/** Checks the subscription an item asks for and says how to create it. */
export function prepare(
	context: IExecuteFunctions,
	itemIndex: number,
	credential: TwilioCredential,
): CallRequest {
	const target = readCall(context, itemIndex);
	const callback = readCallback(context, itemIndex, credential);
	return {
		target,
		send: async (http, callSid, idempotencyKey) =>
			await createUserDefinedMessageSubscription(http, { callSid, ...callback, idempotencyKey }),
		resultWhenCallEnded: { subscribed: false },
	};
}
