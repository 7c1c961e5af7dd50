import type { Conference, Participant } from './conferences';
import { isPresent } from './conferences';

/** Every conference and everybody who was ever in one. Records are replaced, never changed in place. */
export class ConferenceStore {
	private readonly conferences = new Map<string, Conference>();
	private readonly participants = new Map<string, Map<string, Participant>>();
	private readonly callbackCounts = new Map<string, number>();
	private readonly presentByCall = new Map<string, Participant>();

	saveConference(conference: Conference): Conference {
		this.conferences.set(conference.sid, conference);
		return conference;
	}

	findConference(sid: string): Conference | undefined {
		return this.conferences.get(sid);
	}

	/** The conference a leg joins under this name, if there is one. */
	findOpen(friendlyName: string): Conference | undefined {
		return [...this.conferences.values()].find(
			(one) => one.friendlyName === friendlyName && one.status !== 'completed',
		);
	}

	/** Newest first. */
	listConferences(): Conference[] {
		return [...this.conferences.values()].reverse();
	}

	saveParticipant(participant: Participant): Participant {
		const { conferenceSid, callSid } = participant;
		const inConference = this.participants.get(conferenceSid) ?? new Map<string, Participant>();
		this.participants.set(conferenceSid, inConference.set(participant.sid, participant));
		if (isPresent(participant)) this.presentByCall.set(callSid, participant);
		else this.presentByCall.delete(callSid);
		return participant;
	}

	/** The present stay of a leg. */
	participantOf(callSid: string): Participant | undefined {
		return this.presentByCall.get(callSid);
	}

	/** The number of a callback of this conference, from 1; counts it. */
	takeSequence(conferenceSid: string): number {
		const next = (this.callbackCounts.get(conferenceSid) ?? 0) + 1;
		this.callbackCounts.set(conferenceSid, next);
		return next;
	}

	/** Newest first, those who have left included. */
	listParticipants(conferenceSid: string): Participant[] {
		return [...(this.participants.get(conferenceSid)?.values() ?? [])].reverse();
	}
}
