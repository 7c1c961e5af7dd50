import type { Call, CallStatus, CallbackMethod } from './calls/calls';
import type { Conference } from './conferences/conferences';
import type { Stream } from './streams/streams';
import type { Notification } from './twiml/notifications';
import type { Verb } from './twiml/reading/verbs';

/** One attempt to reach a callback URL. `status` is what the server answered, `error` why it did not. */
export interface Delivery {
	readonly kind: 'message' | 'status' | 'conference' | 'stream' | 'twiml';
	readonly callSid: string;
	readonly url: string;
	readonly method: CallbackMethod;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	readonly status: number | null;
	readonly error: string | null;
	readonly at: Date;
}

/** What happens in the emulator, told while it happens: enough to print the story of a call. */
export type EmulatorEvent =
	| { readonly type: 'callStarted'; readonly call: Call }
	| { readonly type: 'callStatus'; readonly callSid: string; readonly status: CallStatus }
	| {
			readonly type: 'subscribed';
			readonly callSid: string;
			readonly sid: string;
			readonly callback: string;
			readonly method: CallbackMethod;
	  }
	| {
			readonly type: 'unsubscribed';
			readonly callSid: string;
			readonly sid: string;
			readonly reason: 'deleted' | 'callEnded';
	  }
	| {
			readonly type: 'messageToPhone';
			readonly callSid: string;
			readonly sid: string;
			readonly content: unknown;
	  }
	| {
			readonly type: 'messageFromPhone';
			readonly callSid: string;
			readonly sid: string;
			readonly content: unknown;
			readonly subscriptions: number;
	  }
	| {
			readonly type: 'conferenceJoined';
			readonly callSid: string;
			readonly conference: Conference;
	  }
	| { readonly type: 'conferenceLeft'; readonly callSid: string; readonly conference: Conference }
	| { readonly type: 'streamStarted'; readonly callSid: string; readonly stream: Stream }
	| { readonly type: 'streamStopped'; readonly callSid: string; readonly stream: Stream }
	| { readonly type: 'verb'; readonly callSid: string; readonly verb: Verb }
	| { readonly type: 'bridged'; readonly callSid: string; readonly otherCallSid: string }
	| { readonly type: 'unbridged'; readonly callSid: string; readonly otherCallSid: string }
	| { readonly type: 'applicationError'; readonly callSid: string }
	| ({ readonly type: 'notified' } & Notification)
	| ({ readonly type: 'callbackDelivered' } & Delivery);

/** Called in the middle of things: it must not throw. */
export type EventListener = (event: EmulatorEvent) => void;
