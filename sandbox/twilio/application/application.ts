import type { CallbackMethod } from '../calls/calls';
import { readStatusCallback, type StatusCallbackOptions } from '../calls/newCall';
import { isCallbackUrl } from '../callbacks/callbackUrl';
import { Refusal } from '../../refusal';

/**
 * What a TwiML App says of the calls that apps place: who is asked what to do, and who is told of their end, and of nothing
 * else: an App has no events to choose (https://www.twilio.com/docs/voice/api/applications).
 */
export interface VoiceApplication extends Omit<StatusCallbackOptions, 'statusCallbackEvent'> {
	/** Without one the emulator answers the calls itself. */
	readonly voiceUrl?: string | undefined;
	/** Default `POST`. */
	readonly voiceMethod?: CallbackMethod | undefined;
	/** Is asked when the Voice URL, or any that follows, gives no TwiML. */
	readonly voiceFallbackUrl?: string | undefined;
	/** Default `POST`. */
	readonly voiceFallbackMethod?: CallbackMethod | undefined;
}

/** The TwiML App of the account; at first it says nothing. */
export class Application {
	private current: VoiceApplication = {};

	get settings(): VoiceApplication {
		return this.current;
	}

	/** For calls placed from now on. Refusal 400 when one of its URLs is no callback URL. */
	set(application: VoiceApplication): void {
		readStatusCallback(application);
		for (const name of ['voiceUrl', 'voiceFallbackUrl'] as const) {
			const url = application[name];
			if (url !== undefined && !isCallbackUrl(url)) {
				throw new Refusal(400, `${name} is no absolute http(s) URL: ${url}`);
			}
		}
		this.current = application;
	}
}
