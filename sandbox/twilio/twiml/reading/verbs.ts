import type { CallbackTarget } from '../../callbacks/report';
import type { JoinOptions } from '../../conferences/joining';
import type { StreamOptions } from '../../streams/streams';
import type { StatusCallback } from '../../calls/calls';

/** Somebody that `<Dial>` calls: `to` is an address as calls have it. */
export interface DialledParty {
	readonly noun: 'Client' | 'Number' | 'Sip';
	readonly to: string;
	/** What an app finds as `customParameters`. */
	readonly parameters: Readonly<Record<string, string>>;
	readonly statusCallback: StatusCallback | null;
}

export interface DialledConference {
	readonly name: string;
	readonly options: JoinOptions;
}

export interface Dial {
	readonly verb: 'Dial';
	readonly parties: readonly DialledParty[];
	readonly conference: DialledConference | null;
	readonly action: CallbackTarget | null;
	readonly callerId: string | null;
	readonly answerOnBridge: boolean;
	readonly timeoutSeconds: number;
	readonly timeLimitSeconds: number;
}

export interface Enqueue {
	readonly verb: 'Enqueue';
	readonly queue: string;
	readonly action: CallbackTarget | null;
	readonly waitUrl: CallbackTarget | null;
}

/** Speech or a sound; `words` are what is said, or the URL that is played. 0 times is without end. */
export interface Sound {
	readonly verb: 'Say' | 'Play';
	readonly words: string;
	readonly times: number;
}

/** A verb of TwiML that the emulator plays: https://www.twilio.com/docs/voice/twiml */
export type Verb =
	| Dial
	| Enqueue
	| Sound
	| { readonly verb: 'Pause'; readonly seconds: number }
	| { readonly verb: 'Hangup' }
	| { readonly verb: 'Reject'; readonly reason: 'rejected' | 'busy' }
	| { readonly verb: 'Redirect'; readonly to: CallbackTarget }
	| {
			readonly verb: 'Connect';
			readonly streams: readonly StreamOptions[];
			readonly action: CallbackTarget | null;
	  }
	| { readonly verb: 'Start'; readonly streams: readonly StreamOptions[] }
	| { readonly verb: 'Stop'; readonly names: readonly string[] };

export type VerbName = Verb['verb'];
