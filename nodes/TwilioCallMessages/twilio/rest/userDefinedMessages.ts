import type { IDataObject } from 'n8n-workflow';

import type { TwilioHttp } from './request';

/** A message for the person on a call: `content` is one JSON text. */
export interface OutgoingMessage {
	readonly callSid: string;
	readonly content: string;
	readonly idempotencyKey: string;
}

/**
 * Sends a message to the app on a live call and resolves with the UserDefinedMessage resource.
 * Source: https://www.twilio.com/docs/voice/api/userdefinedmessage-resource
 */
export async function createUserDefinedMessage(
	http: TwilioHttp,
	message: OutgoingMessage,
): Promise<IDataObject> {
	return await http({
		method: 'POST',
		path: `/Calls/${message.callSid}/UserDefinedMessages.json`,
		form: { Content: message.content, IdempotencyKey: message.idempotencyKey },
		success: { status: 201, sid: 'KX' },
	});
}
