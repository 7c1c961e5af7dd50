import type { ConferenceCallback } from './conferenceEvents';

/** REST statuses of `conference_enum_status` in `openapi.json`. */
export type ConferenceStatus = 'init' | 'in-progress' | 'completed';

/** REST statuses of `participant_enum_status` in `openapi.json`. Here a leg is answered before it joins. */
export type ParticipantStatus =
	'queued' | 'connecting' | 'ringing' | 'connected' | 'complete' | 'failed';

/** Of `conference_enum_reason_conference_ended` in `openapi.json`, those that are played. */
export type ReasonEnded = 'last-participant-left' | 'participant-with-end-conference-on-exit-left';

export interface Conference {
	readonly sid: string;
	readonly friendlyName: string;
	readonly status: ConferenceStatus;
	readonly statusCallback: ConferenceCallback | null;
	readonly createdAt: Date;
	readonly updatedAt: Date;
	/** The leg that left last; null as long as somebody is there. */
	readonly endedByCallSid: string | null;
	readonly reasonEnded: ReasonEnded | null;
}

/** One stay of a leg in a conference: whoever comes back is a new participant. */
export interface Participant {
	/** Only page tokens show it (example `readFull` of ListParticipant in `openapi.json`). */
	readonly sid: string;
	readonly conferenceSid: string;
	readonly callSid: string;
	readonly label: string | null;
	readonly muted: boolean;
	readonly hold: boolean;
	readonly coaching: boolean;
	readonly callSidToCoach: string | null;
	readonly startConferenceOnEnter: boolean;
	readonly endConferenceOnExit: boolean;
	readonly status: ParticipantStatus;
	readonly createdAt: Date;
	readonly updatedAt: Date;
}

/** False once the leg has left. */
export function isPresent(participant: Participant): boolean {
	return participant.status === 'connected';
}
