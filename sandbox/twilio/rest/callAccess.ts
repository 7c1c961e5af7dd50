import type { Request } from 'express';

import { Refusal } from '../../refusal';
import type { Call } from '../calls/calls';
import { isActive } from '../calls/calls';
import type { Store } from '../store';
import { notFound } from './restError';

/** The call in the path, else 404 / 20404 (https://www.twilio.com/docs/api/errors/20404). */
export function findCall(store: Store, callSid: string, request: Request): Call {
	const call = store.findCall(callSid);
	if (!call) throw notFound(request);
	return call;
}

/**
 * 400 / 21220 unless the call is ringing or in progress. The code is documented for call updates
 * (https://www.twilio.com/docs/api/errors/21220); that the message resources use it too is assumed.
 */
export function requireActive(call: Call): void {
	if (!isActive(call)) throw new Refusal(400, `Call ${call.sid} is not in-progress`, 21220);
}
