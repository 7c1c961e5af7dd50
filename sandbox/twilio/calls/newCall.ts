import { Refusal } from '../../refusal';
import { isCallbackUrl } from '../callbacks/callbackUrl';
import { newSid } from '../sids';
import type { Call, CallbackMethod, Direction, StatusCallback, StatusCallbackEvent } from './calls';
import { isPlacedByApp, STATUS_CALLBACK_EVENTS } from './calls';

export const START_STATUSES = ['queued', 'ringing', 'in-progress'] as const;
export type StartStatus = (typeof START_STATUSES)[number];

/** Where a leg reports its progress. */
export interface StatusCallbackOptions {
	readonly statusCallback?: string | undefined;
	/** Default `POST`. */
	readonly statusCallbackMethod?: CallbackMethod | undefined;
	/**
	 * Twilio reports only `completed` unless asked. Of a call that an app places the emulator does the same, of any other it
	 * reports every event unless told otherwise.
	 */
	readonly statusCallbackEvent?: readonly StatusCallbackEvent[] | undefined;
}

/** `from` and `to` are `client:name`, a phone number or, for a call placed to a TwiML App, an empty `to`. */
export interface StartCallOptions extends StatusCallbackOptions {
	readonly from: string;
	readonly to: string;
	readonly direction?: Direction | undefined;
	readonly parentCallSid?: string | undefined;
	/** What an app that is called finds as `customParameters`. */
	readonly customParameters?: Readonly<Record<string, string>> | undefined;
	/** Default `ringing`. */
	readonly status?: StartStatus | undefined;
}

/** A leg that nothing has happened to yet. Refusal 400 when `statusCallback` is no callback URL. */
export function newCall(options: StartCallOptions, at: Date): Call {
	const { from, to, parentCallSid = null } = options;
	const direction = options.direction ?? usualDirection(options);
	return {
		sid: newSid('CA'),
		from,
		to,
		direction,
		parentCallSid,
		status: 'queued',
		statusCallback: readStatusCallback(
			options,
			isPlacedByApp({ direction, from }) ? ['completed'] : STATUS_CALLBACK_EVENTS,
		),
		customParameters: options.customParameters ?? {},
		createdAt: at,
		updatedAt: at,
		dialledAt: null,
		answeredAt: null,
		endedAt: null,
	};
}

/** https://www.twilio.com/docs/voice/sdks#call-legs-with-voice-sdk-calls */
function usualDirection({ from, to, parentCallSid }: StartCallOptions): Direction {
	if (parentCallSid !== undefined) return 'outbound-dial';
	const isCallToClient = to.startsWith('client:') && !from.startsWith('client:');
	return isCallToClient ? 'outbound-api' : 'inbound';
}

/** Null without one; with what it reports when nothing is asked for. Refusal 400 when `statusCallback` is no callback URL. */
export function readStatusCallback(
	options: StatusCallbackOptions,
	usualEvents: readonly StatusCallbackEvent[] = STATUS_CALLBACK_EVENTS,
): StatusCallback | null {
	const { statusCallback: url, statusCallbackMethod, statusCallbackEvent } = options;
	if (url === undefined) return null;
	if (!isCallbackUrl(url)) {
		throw new Refusal(400, `statusCallback is no absolute http(s) URL: ${url}`);
	}
	return {
		url,
		method: statusCallbackMethod ?? 'POST',
		events: statusCallbackEvent ?? usualEvents,
	};
}
