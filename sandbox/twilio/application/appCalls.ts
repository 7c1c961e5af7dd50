import type { CallProgress } from '../calls/callProgress';
import type { Call } from '../calls/calls';
import type { EmulatorContext } from '../emulatorContext';
import type { TwimlRuns } from '../twiml/twimlRuns';
import type { Application } from './application';

/** The app at the end of a call it placed. */
export interface AppEnd {
	/** Resolves when media can stand; false when they cannot. */
	ready(): Promise<boolean>;
	/** The call is answered. */
	answered(): void;
	/** The person no longer hears herself: TwiML decides whom she hears. */
	hush(): void;
}

/** A call that an app places, as `device.connect({ params })` says it. */
export interface PlaceCallOptions {
	/** Of the person, without `client:`. */
	readonly identity: string;
	readonly parameters?: Readonly<Record<string, string>> | undefined;
}

/** Nobody is at the app: a call that steering places. */
export const NO_APP: AppEnd = {
	ready: async () => true,
	answered: () => undefined,
	hush: () => undefined,
};

/** Calls that apps place: a leg whose To is empty, and which the Voice URL of the application decides about. */
export class AppCalls {
	constructor(
		private readonly context: EmulatorContext,
		private readonly application: Application,
		private readonly progress: CallProgress,
		private readonly runs: TwimlRuns,
	) {}

	/** `takePart` gives the end of the app, once the call rings. */
	place({ identity, parameters }: PlaceCallOptions, takePart: (call: Call) => AppEnd): Call {
		const { settings } = this.application;
		const { statusCallback, statusCallbackMethod } = settings;
		const call = this.progress.start({
			from: `client:${identity}`,
			to: '',
			statusCallback,
			statusCallbackMethod,
		});
		const end = takePart(call);
		if (settings.voiceUrl === undefined) {
			this.context.pending.track(this.answer(call.sid, end));
		} else {
			end.hush();
			this.runs.start({ callSid: call.sid, application: settings, parameters, end });
		}
		return call;
	}

	/** Without a Voice URL the other side answers at once. A call whose media do not come about has failed. */
	private async answer(callSid: string, end: AppEnd): Promise<void> {
		const isReady = await end.ready();
		const { status, endedAt } = this.progress.find(callSid);
		if (endedAt !== null) return;
		if (!isReady) {
			this.progress.end(callSid, 'failed');
			return;
		}
		if (status === 'ringing') this.progress.answer(callSid);
		end.answered();
	}
}
