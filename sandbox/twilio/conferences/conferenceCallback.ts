import type { CallStatus } from '../calls/calls';
import type { CallbackParameters } from '../callbacks/messageCallback';
import { toRfc2822 } from '../dates';
import type { ConferenceEvent } from './conferenceEvents';
import type { Conference, Participant } from './conferences';

/** Something that happened in a conference, with the participant it is about. */
export interface ConferenceHappening {
	readonly event: ConferenceEvent;
	readonly participant?: Participant;
	/** Of a leg that left. */
	readonly callStatus?: CallStatus;
}

/**
 * Neither From nor To: who it is stands in the call only. The names are those of
 * https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallback; the values of the reasons are made up.
 */
export function conferenceCallbackParameters(
	accountSid: string,
	conference: Conference,
	{ event, participant, callStatus }: ConferenceHappening,
	sequenceNumber: number,
	at: Date,
): CallbackParameters {
	return {
		AccountSid: accountSid,
		ConferenceSid: conference.sid,
		FriendlyName: conference.friendlyName,
		StatusCallbackEvent: event,
		SequenceNumber: String(sequenceNumber),
		Timestamp: toRfc2822(at),
		...(participant && participantFields(participant)),
		...(callStatus && {
			ParticipantCallStatus: callStatus,
			ReasonParticipantLeft:
				callStatus === 'in-progress' ? 'participant_updated_via_api' : 'participant_hung_up',
		}),
		...(event === 'conference-end' && {
			CallSidEndingConference: conference.endedByCallSid ?? '',
			ReasonConferenceEnded: conference.reasonEnded ?? '',
		}),
	};
}

function participantFields(participant: Participant): CallbackParameters {
	const { callSid, label, callSidToCoach } = participant;
	return {
		CallSid: callSid,
		...(label !== null && { ParticipantLabel: label }),
		Muted: String(participant.muted),
		Hold: String(participant.hold),
		Coaching: String(participant.coaching),
		...(callSidToCoach !== null && { CallSidToCoach: callSidToCoach }),
		StartConferenceOnEnter: String(participant.startConferenceOnEnter),
		EndConferenceOnExit: String(participant.endConferenceOnExit),
	};
}
