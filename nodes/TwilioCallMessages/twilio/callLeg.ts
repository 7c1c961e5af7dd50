/** Who is on the two ends of a leg: `client:name`, a number, or empty. */
export interface LegParties {
	/** `inbound` to Twilio, or one of several kinds of `outbound-…`. */
	readonly direction: string;
	readonly from: string;
	readonly to: string;
	/** What callbacks say beside From and To, which an app may overwrite by parameters of these names. */
	readonly caller?: string;
	readonly called?: string;
}

/** One leg of a call, as far as messages need to know it. */
export interface CallLeg extends LegParties {
	readonly sid: string;
	readonly parentCallSid: string | undefined;
	readonly status: string;
	/** When it started, or was created as long as it has not; an RFC 2822 date. */
	readonly since: string;
}

/** Reads a leg from a Call resource. Source: https://www.twilio.com/docs/voice/api/call-resource */
export function callLegOf(resource: Readonly<Record<string, unknown>>): CallLeg {
	const text = (name: string): string => {
		const value = resource[name];
		return typeof value === 'string' ? value : '';
	};
	return {
		sid: text('sid'),
		parentCallSid: text('parent_call_sid') || undefined,
		from: text('from'),
		to: text('to'),
		direction: text('direction'),
		status: text('status'),
		since: text('start_time') || text('date_created'),
	};
}

/** The statuses in which a leg can exchange messages. Source: https://www.twilio.com/docs/voice/sdks/call-message-events */
export const ACTIVE_STATUSES = ['ringing', 'in-progress'] as const;

/** Tells whether a leg can exchange messages as far as its status goes. */
export function isActive({ status }: Pick<CallLeg, 'status'>): boolean {
	return ACTIVE_STATUSES.some((active) => active === status);
}

const ENDED_STATUSES = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

/** Tells whether a leg has ended, as far as its status goes. Source: https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
export function isEnded({ status }: Pick<CallLeg, 'status'>): boolean {
	return ENDED_STATUSES.includes(status);
}

/**
 * Tells whether a leg is that of a Voice SDK app: the app placed it, or was called by it. A leg the app dialled through
 * Twilio, to a number or another app, has the app's name for a caller, but is not its own.
 * Source: https://www.twilio.com/docs/voice/sdks#call-legs-with-voice-sdk-calls
 */
export function isAppLeg({ direction, from, to, caller, called }: LegParties): boolean {
	const ownEnd = direction === 'inbound' ? [from, caller] : [to, called];
	return ownEnd.some((party) => party?.startsWith('client:'));
}
