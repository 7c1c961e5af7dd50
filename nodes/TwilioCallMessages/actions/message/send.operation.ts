import type { IExecuteFunctions } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import { callLocator, readCallSid } from '../../descriptions/callLocator';
import { messageContent, readContent } from '../../descriptions/messageContent';
import { sendingOptions } from '../../descriptions/sendingOptions';
import { showFor } from '../../descriptions/showFor';
import { createUserDefinedMessage } from '../../twilio/rest/userDefinedMessages';
import type { CallRequest } from '../callRequest';

export const description = updateDisplayOptions(showFor('message', 'send'), [
	callLocator,
	...messageContent,
	sendingOptions,
]);

/** Checks the message of an item and says how to send it. */
export function prepare(context: IExecuteFunctions, itemIndex: number): CallRequest {
	const callSid = readCallSid(context, itemIndex);
	const content = readContent(context, itemIndex);
	return {
		callSid,
		send: async (http, idempotencyKey) =>
			await createUserDefinedMessage(http, { callSid, content, idempotencyKey }),
		resultWhenCallEnded: { delivered: false },
	};
}
