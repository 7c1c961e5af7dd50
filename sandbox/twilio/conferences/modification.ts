import type { ConferenceEvent } from './conferenceEvents';
import type { Participant } from './conferences';

/** What changes about a participant who is there. */
export interface Modification {
	readonly muted?: boolean | undefined;
	readonly hold?: boolean | undefined;
	/** Whether the person begins to speak, or stops. */
	readonly speaking?: boolean | undefined;
}

/** What a conference reports of it: only what was not so before. */
export function eventsOf(
	{ muted, hold, speaking }: Modification,
	before: Pick<Participant, 'muted' | 'hold'>,
): ConferenceEvent[] {
	const events: ConferenceEvent[] = [];
	if (muted !== undefined && muted !== before.muted) {
		events.push(muted ? 'participant-mute' : 'participant-unmute');
	}
	if (hold !== undefined && hold !== before.hold) {
		events.push(hold ? 'participant-hold' : 'participant-unhold');
	}
	if (speaking !== undefined) {
		events.push(speaking ? 'participant-speech-start' : 'participant-speech-stop');
	}
	return events;
}
