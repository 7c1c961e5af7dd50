import { randomUUID } from 'node:crypto';

import type { CallProgress } from '../calls/callProgress';
import { readStatusCallback, type StatusCallbackOptions } from '../calls/newCall';
import type { EmulatorContext } from '../emulatorContext';
import type { ClientConnection } from './clientConnection';
import type { ClientPayload } from './frames';
import { openMedia } from './media';
import { SdkEnd } from './sdkEnd';
import type { SdkLeg, SdkLegs } from './sdkLegs';

/**
 * Where the calls that SDKs place report their progress, as a TwiML App says it. Twilio's App reports their end only
 * (fixture status-parent-sdk-outgoing-completed); the emulator every event unless told otherwise.
 */
export type VoiceApplication = StatusCallbackOptions;

/** Calls of SDKs (`device.connect`): the SDK is on the parent leg, whose To is empty. */
export class PlacedCalls {
	private currentApplication: VoiceApplication = {};

	constructor(
		private readonly context: EmulatorContext,
		private readonly progress: CallProgress,
		private readonly legs: SdkLegs,
	) {}

	get application(): VoiceApplication {
		return this.currentApplication;
	}

	/** For calls placed from now on. Refusal 400 when its `statusCallback` is no callback URL. */
	setApplication(application: VoiceApplication): void {
		readStatusCallback(application);
		this.currentApplication = application;
	}

	place(connection: ClientConnection, { callsid, sdp }: ClientPayload<'invite'>): void {
		const from = `client:${connection.identity}`;
		const call = this.progress.start({ ...this.application, from, to: '' });
		const end = new SdkEnd(connection, openMedia());
		const leg = this.legs.add({
			callSid: call.sid,
			temporarySid: callsid,
			reconnect: randomUUID(),
			ends: new Set([end]),
			isAccepted: true,
		});
		end.introduce('ringing', { callsid: call.sid });
		this.context.pending.track(this.answer(leg, end, sdp));
	}

	/**
	 * The other side answers once n8n was told that it rings: Twilio too answers only after it asked a server of its user,
	 * for the TwiML. A call whose media do not come about has failed.
	 */
	private async answer({ callSid, reconnect }: SdkLeg, end: SdkEnd, offer: string): Promise<void> {
		const delivered = this.context.callbacks.delivered(callSid);
		const sdp = await end.media.answer(offer).catch(() => undefined);
		await delivered;
		if (this.legs.get(callSid) === undefined) return;
		if (sdp === undefined) {
			this.progress.end(callSid, 'failed');
			return;
		}
		if (this.progress.find(callSid).status === 'ringing') this.progress.answer(callSid);
		end.send('answer', { callsid: callSid, sdp, reconnect });
	}
}
