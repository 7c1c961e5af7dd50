import type { CallbackMethod } from '../calls/calls';
import { isCallbackUrl } from '../callbacks/callbackUrl';
import { Refusal } from '../../refusal';
import { newSid } from '../sids';
import {
	ASKED_CONFERENCE_EVENTS,
	type AskedConferenceEvent,
	type ConferenceCallback,
} from './conferenceEvents';
import type { Conference, Participant } from './conferences';

/** How a leg joins a conference, as the attributes of `<Conference>` say it. */
export interface JoinOptions {
	readonly label?: string | undefined;
	readonly muted?: boolean | undefined;
	readonly hold?: boolean | undefined;
	/** A leg in the same conference. */
	readonly callSidToCoach?: string | undefined;
	/** Default true. */
	readonly startConferenceOnEnter?: boolean | undefined;
	/** Default false. */
	readonly endConferenceOnExit?: boolean | undefined;
	/** Counts for the leg that creates the conference. */
	readonly statusCallback?: string | undefined;
	/** Default `POST`. */
	readonly statusCallbackMethod?: CallbackMethod | undefined;
	/** Default every event, as with the status of a call. */
	readonly statusCallbackEvent?: readonly AskedConferenceEvent[] | undefined;
}

/** Null without one. Refusal 400 when `statusCallback` is no callback URL. */
export function readConferenceCallback(options: JoinOptions): ConferenceCallback | null {
	const { statusCallback: url, statusCallbackMethod, statusCallbackEvent } = options;
	if (url === undefined) return null;
	if (!isCallbackUrl(url)) {
		throw new Refusal(400, `statusCallback is no absolute http(s) URL: ${url}`);
	}
	return {
		url,
		method: statusCallbackMethod ?? 'POST',
		events: statusCallbackEvent ?? ASKED_CONFERENCE_EVENTS,
	};
}

export function newParticipant(
	conferenceSid: string,
	callSid: string,
	options: JoinOptions,
	at: Date,
): Participant {
	return {
		sid: newSid('CP'),
		conferenceSid,
		callSid,
		label: options.label ?? null,
		muted: options.muted ?? false,
		hold: options.hold ?? false,
		coaching: options.callSidToCoach !== undefined,
		callSidToCoach: options.callSidToCoach ?? null,
		startConferenceOnEnter: options.startConferenceOnEnter ?? true,
		endConferenceOnExit: options.endConferenceOnExit ?? false,
		status: 'connected',
		createdAt: at,
		updatedAt: at,
	};
}

/** A conference that nobody is in yet. */
export function newConference(
	friendlyName: string,
	statusCallback: ConferenceCallback | null,
	at: Date,
): Conference {
	return {
		sid: newSid('CF'),
		friendlyName,
		status: 'init',
		statusCallback,
		createdAt: at,
		updatedAt: at,
		endedByCallSid: null,
		reasonEnded: null,
	};
}
