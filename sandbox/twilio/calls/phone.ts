import { NO_APP, type AppCalls, type PlaceCallOptions } from '../application/appCalls';
import type { Attendance } from '../conferences/attendance';
import type { Conference, Participant } from '../conferences/conferences';
import { isPresent } from '../conferences/conferences';
import type { JoinOptions } from '../conferences/joining';
import type { Modification } from '../conferences/modification';
import type { EmulatorContext } from '../emulatorContext';
import type { PhoneMessage, Subscription } from '../store';
import type { Stream, StreamOptions, Streams } from '../streams/streams';
import type { TwimlRuns } from '../twiml/twimlRuns';
import type { CallMessages } from './callMessages';
import type { CallProgress } from './callProgress';
import type { Call, FinalStatus } from './calls';
import type { StartCallOptions } from './newCall';

export interface ConferenceWithPeople extends Conference {
	/** Those who are there, newest first. */
	readonly participants: readonly Participant[];
}

/** The people on the calls. Every function throws Refusal with a readable text when it cannot be done. */
export interface Phone {
	startCall(options: StartCallOptions): Call;
	/** A call of an app without the app: the Voice URL of the application decides about it. */
	placeCall(options: PlaceCallOptions): Call;
	answer(callSid: string): Call;
	/** Default status `completed`. */
	end(callSid: string, status?: FinalStatus): Call;
	/** `content` is any JSON value; a string travels as the emulator's option `textContents` says. */
	say(callSid: string, content: unknown): PhoneMessage;
	/** What REST messages brought to this leg, oldest first. */
	heardBy(callSid: string): readonly PhoneMessage[];
	saidBy(callSid: string): readonly PhoneMessage[];
	subscriptionsOf(callSid: string): readonly Subscription[];
	call(callSid: string): Call;
	/** Newest first. */
	calls(): readonly Call[];
	/** Creates the conference unless one of this name is going on. */
	join(callSid: string, conferenceName: string, options?: JoinOptions): Participant;
	leave(callSid: string): Participant;
	/** Mutes somebody in a conference, puts her on hold, has her speak, or the opposite. */
	modify(callSid: string, modification: Modification): Participant;
	startStream(callSid: string, options?: StreamOptions): Stream;
	/** By SID or name; with an `error` it broke. */
	stopStream(callSid: string, sidOrName: string, error?: string): Stream;
	/** Takes a call out of the queue it waits in. */
	dequeue(callSid: string): void;
	/** Newest first, completed ones included. */
	conferences(): readonly ConferenceWithPeople[];
}

/** The parts of an emulator that people reach. */
export interface PhoneParts {
	readonly context: EmulatorContext;
	readonly progress: CallProgress;
	readonly messages: CallMessages;
	readonly attendance: Attendance;
	readonly streams: Streams;
	readonly appCalls: AppCalls;
	readonly runs: TwimlRuns;
}

/** Binds the parts of one emulator to the functions a person can do; HTTP steering calls the same ones. */
export function createPhone({
	context,
	progress,
	messages,
	attendance,
	streams,
	appCalls,
	runs,
}: PhoneParts): Phone {
	const { store, conferences } = context;
	const sidOf = (callSid: string) => progress.find(callSid).sid;
	return {
		startCall: (options) => progress.start(options),
		placeCall: (options) => appCalls.place(options, () => NO_APP),
		answer: (callSid) => progress.answer(callSid),
		end: (callSid, status = 'completed') => progress.end(callSid, status),
		say: (callSid, content) => messages.say(progress.find(callSid), content),
		heardBy: (callSid) => [...store.heardBy(sidOf(callSid))],
		saidBy: (callSid) => [...store.saidBy(sidOf(callSid))],
		subscriptionsOf: (callSid) => store.subscriptionsOf(sidOf(callSid)),
		call: (callSid) => progress.find(callSid),
		calls: () => store.listCalls(),
		join: (callSid, name, options) => attendance.join(progress.find(callSid), name, options),
		leave: (callSid) => attendance.leave(sidOf(callSid)),
		modify: (callSid, modification) => attendance.modify(sidOf(callSid), modification),
		dequeue: (callSid) => runs.dequeue(sidOf(callSid)),
		startStream: (callSid, options) => streams.start(progress.find(callSid), options),
		stopStream: (callSid, name, error) => streams.stop(sidOf(callSid), name, error),
		conferences: () =>
			conferences.listConferences().map((conference) => ({
				...conference,
				participants: conferences.listParticipants(conference.sid).filter(isPresent),
			})),
	};
}
