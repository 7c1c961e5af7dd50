/** REST statuses of `call_enum_status` in `openapi.json`. */
export type CallStatus =
	'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';

export const FINAL_STATUSES = ['completed', 'busy', 'failed', 'no-answer', 'canceled'] as const;
export type FinalStatus = (typeof FINAL_STATUSES)[number];

export const DIRECTIONS = ['inbound', 'outbound-api', 'outbound-dial'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Names a subscriber uses for events: https://www.twilio.com/docs/voice/api/call-resource#statuscallbackevent */
export const STATUS_CALLBACK_EVENTS = ['initiated', 'ringing', 'answered', 'completed'] as const;
export type StatusCallbackEvent = (typeof STATUS_CALLBACK_EVENTS)[number];

export const HTTP_METHODS = ['GET', 'POST'] as const;
export type CallbackMethod = (typeof HTTP_METHODS)[number];

export interface StatusCallback {
	readonly url: string;
	readonly method: CallbackMethod;
	readonly events: readonly StatusCallbackEvent[];
}

/** One leg of a call. */
export interface Call {
	readonly sid: string;
	readonly from: string;
	readonly to: string;
	readonly direction: Direction;
	readonly parentCallSid: string | null;
	readonly status: CallStatus;
	readonly statusCallback: StatusCallback | null;
	/** What an app that is called finds as `customParameters`. */
	readonly customParameters: Readonly<Record<string, string>>;
	readonly createdAt: Date;
	readonly updatedAt: Date;
	/** Null as long as it is queued, as `start_time` in https://www.twilio.com/docs/voice/api/call-resource. */
	readonly dialledAt: Date | null;
	readonly answeredAt: Date | null;
	readonly endedAt: Date | null;
}

/** Messages pass only while a leg rings or talks: https://www.twilio.com/docs/voice/sdks/call-message-events */
export function isActive({ status }: Pick<Call, 'status'>): boolean {
	return status === 'ringing' || status === 'in-progress';
}

/** With `device.connect()`: the call comes to Twilio, and from a client (fixture status-parent-sdk-outgoing-completed). */
export function isPlacedByApp({ direction, from }: Pick<Call, 'direction' | 'from'>): boolean {
	return direction === 'inbound' && from.startsWith('client:');
}

export function isEnded(call: Call): boolean {
	return call.endedAt !== null;
}

/** Whole seconds somebody talked; 0 for a leg that was never answered. */
export function durationSeconds(call: Call): number {
	if (!call.answeredAt || !call.endedAt) return 0;
	return Math.floor((call.endedAt.getTime() - call.answeredAt.getTime()) / 1000);
}
