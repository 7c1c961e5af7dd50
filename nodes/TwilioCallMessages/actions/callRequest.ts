import type { IDataObject } from 'n8n-workflow';

import type { TwilioHttp } from '../twilio/rest/request';

/** One item's request, checked and ready to send. */
export interface CallRequest {
	readonly callSid: string;
	/** Sends it and resolves with the JSON of the output item. */
	readonly send: (http: TwilioHttp, idempotencyKey: string) => Promise<IDataObject>;
	/** What the output says, beside the reason, when the call is over and Ignore Ended Calls is on. */
	readonly resultWhenCallEnded: IDataObject;
}
