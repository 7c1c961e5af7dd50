import type { IDataObject } from 'n8n-workflow';

import type { Target } from '../twilio/delivery/recipients';
import type { CallRequest } from './itemRequest';

/** The JSON of the output item, with Ignore Ended Calls, when a call that was addressed is over. */
export function callEnded(request: CallRequest, callSid: string): IDataObject {
	return { ...request.resultWhenCallEnded, reason: 'callEnded', call_sid: callSid };
}

/** The same when there is nobody to send to. */
export function noRecipients(request: CallRequest): IDataObject {
	return { ...request.resultWhenCallEnded, reason: 'noRecipients', ...addressed(request.target) };
}

const addressed = (target: Target): IDataObject =>
	target.deliverTo === 'conference'
		? { conference: target.conference }
		: { call_sid: target.callSid };
