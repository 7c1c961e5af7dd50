import type { CallbackTarget } from '../callbacks/report';

/** What a conference can be asked to report, and by which name it does: https://www.twilio.com/docs/voice/twiml/conference */
const EVENT_NAMES = {
	start: ['conference-start'],
	end: ['conference-end'],
	join: ['participant-join'],
	leave: ['participant-leave'],
	mute: ['participant-mute', 'participant-unmute'],
	hold: ['participant-hold', 'participant-unhold'],
	modify: ['participant-modify'],
	speaker: ['participant-speech-start', 'participant-speech-stop'],
	announcement: ['announcement-end', 'announcement-fail'],
} as const;

type EventNames = typeof EVENT_NAMES;

export type AskedConferenceEvent = keyof EventNames;
export type ConferenceEvent = EventNames[AskedConferenceEvent][number];

export const ASKED_CONFERENCE_EVENTS = [
	'start',
	'end',
	'join',
	'leave',
	'mute',
	'hold',
	'modify',
	'speaker',
	'announcement',
] as const satisfies readonly AskedConferenceEvent[];

/** Where a conference reports what happens in it. */
export interface ConferenceCallback extends CallbackTarget {
	readonly events: readonly AskedConferenceEvent[];
}

export function isAskedFor({ events }: ConferenceCallback, event: ConferenceEvent): boolean {
	return events.some((asked) => EVENT_NAMES[asked].some((name) => name === event));
}
