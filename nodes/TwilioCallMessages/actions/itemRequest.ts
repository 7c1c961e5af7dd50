import type { IDataObject } from 'n8n-workflow';

import type { Target } from '../twilio/delivery/recipients';
import type { TwilioHttp } from '../twilio/rest/request';

/** One item's request to a call, or to several, checked and ready to send. */
export interface CallRequest {
	readonly target: Target;
	/** Sends it to one of the calls and resolves with the JSON of the output item. */
	readonly send: (
		http: TwilioHttp,
		callSid: string,
		idempotencyKey: string,
	) => Promise<IDataObject>;
	/** What the output says, beside the reason, when the call is over and Ignore Ended Calls is on. */
	readonly resultWhenCallEnded: IDataObject;
}

/** One item's question, checked and ready to ask. Resolves with the JSON of each output item. */
export interface ReadRequest {
	readonly target?: undefined;
	readonly read: (http: TwilioHttp) => Promise<readonly IDataObject[]>;
}

export type ItemRequest = CallRequest | ReadRequest;
