import { Refusal } from '../../refusal';
import type { CallMessages } from '../calls/callMessages';
import type { CallProgress } from '../calls/callProgress';
import { MALFORMED, type ClientConnection } from './clientConnection';
import type { ClientPayload } from './frames';

/** The only type of message there is: https://www.twilio.com/docs/api/errors/31210 */
export const MESSAGE_TYPE = 'user-defined-message';

/**
 * A message of an SDK (`call.sendMessage`): accepted, and so acknowledged, or refused with a code. Either answer names it, or
 * the SDK would wait for ever.
 */
export class SdkMessages {
	constructor(
		private readonly progress: CallProgress,
		private readonly messages: CallMessages,
	) {}

	receive(connection: ClientConnection, callSid: string, said: ClientPayload<'message'>): void {
		const about = { callsid: said.callsid, voiceeventsid: said.voiceeventsid };
		try {
			this.say(callSid, said);
			connection.send('ack', { ...about, acktype: 'message' });
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			connection.refuse(error.code ?? MALFORMED, error.message, about);
		}
	}

	private say(callSid: string, said: ClientPayload<'message'>): void {
		if (said.messagetype !== MESSAGE_TYPE) {
			throw new Refusal(400, `Unknown message type ${said.messagetype}`, 31210);
		}
		this.messages.say(this.progress.find(callSid), said.content, {
			sid: said.voiceeventsid,
			contentType: said.contenttype,
		});
	}
}
