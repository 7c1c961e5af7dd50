import { Refusal } from '../../refusal';
import type { Call } from '../calls/calls';
import type { EmulatorContext } from '../emulatorContext';
import { newSid } from '../sids';
import type { Conference, Participant } from './conferences';
import { isPresent } from './conferences';

export interface JoinOptions {
	readonly label?: string | undefined;
	readonly muted?: boolean | undefined;
	readonly hold?: boolean | undefined;
	/** A leg in the same conference. */
	readonly callSidToCoach?: string | undefined;
}

/** Brings legs into conferences and out of them. */
export class Attendance {
	constructor(private readonly context: EmulatorContext) {}

	/**
	 * The first leg creates the conference, and it starts with the second: https://www.twilio.com/docs/voice/conference
	 * Refusal 400 without a name, 409 when the leg cannot join or has nobody to coach.
	 */
	join(call: Call, friendlyName: string, options: JoinOptions = {}): Participant {
		if (friendlyName === '') throw new Refusal(400, 'A conference needs a name');
		this.requireFree(call);
		this.requireCoached(friendlyName, options);
		const at = this.context.now();
		const conference = this.open(friendlyName, at);
		const participant = this.context.conferences.saveParticipant({
			sid: newSid('CP'),
			conferenceSid: conference.sid,
			callSid: call.sid,
			label: options.label ?? null,
			muted: options.muted ?? false,
			hold: options.hold ?? false,
			coaching: options.callSidToCoach !== undefined,
			callSidToCoach: options.callSidToCoach ?? null,
			status: 'connected',
			createdAt: at,
			updatedAt: at,
		});
		this.context.emit({ type: 'conferenceJoined', callSid: call.sid, conference });
		return participant;
	}

	/** With the last leg the conference is over. Refusal 409 when the leg is in none. */
	leave(callSid: string): Participant {
		const left = this.leaveIfPresent(callSid);
		if (!left) throw new Refusal(409, `Call ${callSid} is in no conference`);
		return left;
	}

	/** Like `leave`, but undefined when the leg is in no conference. */
	leaveIfPresent(callSid: string): Participant | undefined {
		const { conferences, emit, now } = this.context;
		const present = conferences.participantOf(callSid);
		const conference = present && conferences.findConference(present.conferenceSid);
		if (!conference) return undefined;
		const left = conferences.saveParticipant({ ...present, status: 'complete', updatedAt: now() });
		emit({ type: 'conferenceLeft', callSid, conference: this.completeIfEmpty(conference, left) });
		return left;
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

	private open(friendlyName: string, at: Date): Conference {
		const { conferences } = this.context;
		const waiting = conferences.findOpen(friendlyName);
		if (waiting?.status === 'in-progress') return waiting;
		if (waiting) {
			return conferences.saveConference({ ...waiting, status: 'in-progress', updatedAt: at });
		}
		return conferences.saveConference({
			sid: newSid('CF'),
			friendlyName,
			status: 'init',
			createdAt: at,
			updatedAt: at,
			endedByCallSid: null,
		});
	}

	private completeIfEmpty(before: Conference, { callSid, updatedAt }: Participant): Conference {
		const { conferences } = this.context;
		if (conferences.listParticipants(before.sid).some(isPresent)) return before;
		return conferences.saveConference({
			...before,
			status: 'completed',
			updatedAt,
			endedByCallSid: callSid,
		});
	}
}
