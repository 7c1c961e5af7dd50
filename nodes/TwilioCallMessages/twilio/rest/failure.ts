/** How a request to Twilio can fail. Holds no text of the request or the answer, so it is safe to show. */
export type Failure =
	| {
			readonly kind: 'refused';
			readonly status: number;
			/** Twilio's error code, when the answer named one. */
			readonly code: number | undefined;
			readonly retryAfterMs: number | undefined;
			/** What was refused, where that matters to what can be done: a list was asked for, or a message was sent. */
			readonly about?: 'list' | 'message' | undefined;
	  }
	| { readonly kind: 'unreachable' }
	| { readonly kind: 'timeout'; readonly timeoutMs: number }
	| { readonly kind: 'unexpectedAnswer'; readonly status: number };

/**
 * Tells whether the request may have been carried out although it failed. A 429 never was.
 * Source: https://www.twilio.com/docs/api/errors/20429
 */
export function mayHaveTakenEffect(failure: Failure): boolean {
	return failure.kind !== 'refused' || failure.status >= 500;
}

/**
 * Tells whether the same request may succeed a little later: where its outcome is in doubt, and where the answer says
 * that it came too late (408), too early (425) or too often (429).
 * Source: RFC 9110, section 15.5.9; RFC 8470; https://www.twilio.com/docs/api/errors/20429
 */
export function isWorthRepeating(failure: Failure): boolean {
	if (mayHaveTakenEffect(failure)) return true;
	return failure.kind === 'refused' && [408, 425, 429].includes(failure.status);
}

/** Thrown by every REST call that does not end as it should. */
export class TwilioRequestError extends Error {
	constructor(
		/** Of the last attempt. */
		readonly failure: Failure,
		readonly attempts = 1,
		/** Whether any of the attempts may have been carried out. */
		readonly mayBeDone = mayHaveTakenEffect(failure),
	) {
		super(`Request to Twilio failed: ${failure.kind}`);
		this.name = 'TwilioRequestError';
	}
}

/**
 * Tells whether Twilio refused because the call is over or unknown. Which of the two codes an ended
 * call gives on the message resources is not documented, so both count.
 * Source: https://www.twilio.com/docs/api/errors/21220, https://www.twilio.com/docs/api/errors/20404
 */
export function isCallGone(failure: Failure): boolean {
	return failure.kind === 'refused' && (failure.code === 21220 || failure.code === 20404);
}

/** Tells whether a request failed because its call is over, or unknown to Twilio. */
export function isCallEnded(error: unknown): boolean {
	return error instanceof TwilioRequestError && isCallGone(error.failure);
}

/** Tells whether Twilio did not know who asked. Nothing was done then. */
export function isSignInRefused(error: unknown): boolean {
	if (!(error instanceof TwilioRequestError)) return false;
	const { failure } = error;
	return failure.kind === 'refused' && failure.status === 401;
}
