import { Refusal } from '../../refusal';
import type { CallProgress } from '../calls/callProgress';
import type { Call } from '../calls/calls';
import { isEnded } from '../calls/calls';
import type { Parameters } from './parameters';
import { badRequest } from './restError';

/** Of UpdateCall the emulator plays the hanging up: it leads no call to other TwiML, and has no clock that ends one. */
export const UPDATE_CALL: Parameters = {
	form: ['Status'],
	formNotPlayed: [
		'Url',
		'Method',
		'FallbackUrl',
		'FallbackMethod',
		'StatusCallback',
		'StatusCallbackMethod',
		'Twiml',
		'TimeLimit',
	],
};

/**
 * `canceled` hangs up a call that is queued or rings and does not affect one that talks, `completed` hangs up either:
 * https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource. That page calls Status "the new status of the
 * resource", so that also a call nobody answered is then completed. Refusal 400 / 21220 for a call that is over
 * (https://www.twilio.com/docs/api/errors/21220), 400 / 20001 for a Status that is none (assumed).
 */
export function hangUp(progress: CallProgress, call: Call, form: URLSearchParams): Call {
	const status = readStatus(form);
	// In the words of live answers: https://github.com/bmlt-enabled/yap/issues/570
	if (isEnded(call)) throw new Refusal(400, 'Call is not in-progress. Cannot redirect.', 21220);
	const isSpared = status === 'canceled' && call.status === 'in-progress';
	return isSpared ? call : progress.end(call.sid, status);
}

function readStatus(form: URLSearchParams): 'canceled' | 'completed' {
	const status = form.get('Status');
	if (status === null) throw badRequest('Status is missing');
	if (status !== 'canceled' && status !== 'completed') {
		throw badRequest('Status must be canceled or completed');
	}
	return status;
}
