import { API_VERSION } from '../apiVersion';
import type { Conference, Participant } from '../conferences/conferences';
import { toRfc2822 } from '../dates';
import { accountPath } from './representations';

/** A conference as GET Conferences shows it; the fields of `api.v2010.account.conference` in `openapi.json`. */
export function representConference(accountSid: string, conference: Conference) {
	const path = conferencePath(accountSid, conference.sid);
	return {
		account_sid: accountSid,
		api_version: API_VERSION,
		call_sid_ending_conference: conference.endedByCallSid,
		date_created: toRfc2822(conference.createdAt),
		date_updated: toRfc2822(conference.updatedAt),
		friendly_name: conference.friendlyName,
		reason_conference_ended: conference.reasonEnded,
		region: 'us1',
		sid: conference.sid,
		status: conference.status,
		subresource_uris: {
			participants: `${path}/Participants.json`,
			recordings: `${path}/Recordings.json`,
		},
		uri: `${path}.json`,
	};
}

/**
 * The fields of `api.v2010.account.conference.participant` in `openapi.json`: neither From nor To, so who it is stands
 * in the call only.
 */
export function representParticipant(accountSid: string, participant: Participant) {
	const { callSid, conferenceSid } = participant;
	return {
		account_sid: accountSid,
		call_sid: callSid,
		call_sid_to_coach: participant.callSidToCoach,
		coaching: participant.coaching,
		conference_sid: conferenceSid,
		date_created: toRfc2822(participant.createdAt),
		date_updated: toRfc2822(participant.updatedAt),
		end_conference_on_exit: participant.endConferenceOnExit,
		hold: participant.hold,
		label: participant.label,
		muted: participant.muted,
		queue_time: null,
		start_conference_on_enter: participant.startConferenceOnEnter,
		status: participant.status,
		uri: `${conferencePath(accountSid, conferenceSid)}/Participants/${callSid}.json`,
	};
}

export const conferencePath = (accountSid: string, conferenceSid: string): string =>
	`${accountPath(accountSid)}/Conferences/${conferenceSid}`;
