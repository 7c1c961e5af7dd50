import { Refusal } from '../../refusal';
import type { Call, CallStatus } from '../calls/calls';
import { report } from '../callbacks/report';
import type { EmulatorContext } from '../emulatorContext';
import { conferenceCallbackParameters, type ConferenceHappening } from './conferenceCallback';
import { isAskedFor } from './conferenceEvents';
import type { Conference, Participant, ReasonEnded } from './conferences';
import { isPresent } from './conferences';
import { newConference, newParticipant, readConferenceCallback, type JoinOptions } from './joining';
import { eventsOf, type Modification } from './modification';

/** Brings legs into conferences and out of them, and reports that to the conference's callback. */
export class Attendance {
	constructor(private readonly context: EmulatorContext) {}

	/**
	 * The first leg creates the conference, and it starts with the second, once somebody is there who may start it:
	 * https://www.twilio.com/docs/voice/conference
	 * Refusal 400 without a name or with a bad callback URL, 409 when the leg cannot join or has nobody to coach.
	 */
	join(call: Call, friendlyName: string, options: JoinOptions = {}): Participant {
		if (friendlyName === '') throw new Refusal(400, 'A conference needs a name');
		const statusCallback = readConferenceCallback(options);
		this.requireFree(call);
		this.requireCoached(friendlyName, options);
		const { conferences, emit, now } = this.context;
		const at = now();
		// Whoever comes first says where the conference reports to: the URLs of others do not count.
		const opened =
			conferences.findOpen(friendlyName) ??
			conferences.saveConference(newConference(friendlyName, statusCallback, at));
		const participant = conferences.saveParticipant(
			newParticipant(opened.sid, call.sid, options, at),
		);
		const conference = this.startIfReady(opened, at);
		emit({ type: 'conferenceJoined', callSid: call.sid, conference });
		this.tell(conference, { event: 'participant-join', participant });
		if (conference.status !== opened.status) this.tell(conference, { event: 'conference-start' });
		return participant;
	}

	/** With the last leg the conference is over. Refusal 409 when the leg is in none. */
	leave(callSid: string): Participant {
		const left = this.leaveIfPresent(callSid, 'in-progress');
		if (!left) throw notInConference(callSid);
		return left;
	}

	/** Like `leave`, but undefined when the leg is in no conference. `callStatus` is what becomes of the leg. */
	leaveIfPresent(callSid: string, callStatus: CallStatus): Participant | undefined {
		const { conferences, emit, now } = this.context;
		const present = conferences.participantOf(callSid);
		const before = present && conferences.findConference(present.conferenceSid);
		if (!before) return undefined;
		const left = conferences.saveParticipant({ ...present, status: 'complete', updatedAt: now() });
		const conference = this.endIfOver(before, left);
		emit({ type: 'conferenceLeft', callSid, conference });
		this.tell(conference, { event: 'participant-leave', participant: left, callStatus });
		if (conference.status === 'completed' && before.status !== 'completed') {
			for (const other of conferences.listParticipants(conference.sid).filter(isPresent)) {
				this.leaveIfPresent(other.callSid, 'in-progress');
			}
			this.tell(conference, { event: 'conference-end' });
		}
		return left;
	}

	/** Refusal 409 when the leg is in no conference. */
	modify(callSid: string, modification: Modification): Participant {
		const { conferences, now } = this.context;
		const before = conferences.participantOf(callSid);
		const conference = before && conferences.findConference(before.conferenceSid);
		if (!conference) throw notInConference(callSid);
		const { muted = before.muted, hold = before.hold } = modification;
		const participant = conferences.saveParticipant({ ...before, muted, hold, updatedAt: now() });
		for (const event of eventsOf(modification, before)) {
			this.tell(conference, { event, participant });
		}
		return participant;
	}

	private requireFree({ sid, status }: Call): void {
		if (status !== 'in-progress') {
			throw new Refusal(409, `Call ${sid} is ${status}: it cannot join a conference`);
		}
		const present = this.context.conferences.participantOf(sid);
		if (present) {
			throw new Refusal(409, `Call ${sid} is in conference ${present.conferenceSid} already`);
		}
	}

	private requireCoached(friendlyName: string, { callSidToCoach }: JoinOptions): void {
		if (callSidToCoach === undefined) return;
		const { conferences } = this.context;
		const coached = conferences.participantOf(callSidToCoach);
		if (!coached || coached.conferenceSid !== conferences.findOpen(friendlyName)?.sid) {
			throw new Refusal(409, `Call ${callSidToCoach} is not in conference ${friendlyName}`);
		}
	}

	private startIfReady(before: Conference, at: Date): Conference {
		const { conferences } = this.context;
		const present = conferences.listParticipants(before.sid).filter(isPresent);
		const isReady =
			present.length > 1 && present.some(({ startConferenceOnEnter }) => startConferenceOnEnter);
		if (before.status === 'in-progress' || !isReady) return before;
		return conferences.saveConference({ ...before, status: 'in-progress', updatedAt: at });
	}

	private endIfOver(before: Conference, left: Participant): Conference {
		const { conferences } = this.context;
		const reasonEnded = this.reasonToEnd(before, left);
		if (reasonEnded === null || before.status === 'completed') return before;
		return conferences.saveConference({
			...before,
			status: 'completed',
			updatedAt: left.updatedAt,
			endedByCallSid: left.callSid,
			reasonEnded,
		});
	}

	private reasonToEnd({ sid }: Conference, left: Participant): ReasonEnded | null {
		if (left.endConferenceOnExit) return 'participant-with-end-conference-on-exit-left';
		const isEmpty = !this.context.conferences.listParticipants(sid).some(isPresent);
		return isEmpty ? 'last-participant-left' : null;
	}

	/** Callbacks of a conference keep their order, whichever leg they are about. */
	private tell(conference: Conference, happening: ConferenceHappening): void {
		const { account, conferences, now } = this.context;
		const { sid, statusCallback } = conference;
		if (!statusCallback || !isAskedFor(statusCallback, happening.event)) return;
		const parameters = conferenceCallbackParameters(
			account.sid,
			conference,
			happening,
			conferences.takeSequence(sid),
			now(),
		);
		const callSid = happening.participant?.callSid ?? conference.endedByCallSid ?? '';
		report(this.context, { kind: 'conference', callSid, lane: sid }, statusCallback, parameters);
	}
}

const notInConference = (callSid: string) =>
	new Refusal(409, `Call ${callSid} is in no conference`);
