import type { IExecuteFunctions } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import { deliverToFields, readTarget } from '../../descriptions/deliverTo';
import { messageContent, readContent } from '../../descriptions/messageContent';
import { sendingOptions } from '../../descriptions/sendingOptions';
import { showFor } from '../../descriptions/showFor';
import { createUserDefinedMessage } from '../../twilio/rest/userDefinedMessages';
import type { CallRequest } from '../itemRequest';

export const description = updateDisplayOptions(showFor('message', 'send'), [
	...deliverToFields,
	...messageContent,
	sendingOptions,
]);

/** Checks the message of an item and says how to send it. */
export function prepare(context: IExecuteFunctions, itemIndex: number): CallRequest {
	const target = readTarget(context, itemIndex);
	const content = readContent(context, itemIndex);
	return {
		target,
		send: async (http, callSid, idempotencyKey) =>
			await createUserDefinedMessage(http, { callSid, content, idempotencyKey }),
		resultWhenCallEnded: { delivered: false },
	};
}
