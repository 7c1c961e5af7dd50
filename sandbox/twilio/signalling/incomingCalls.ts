import { randomUUID } from 'node:crypto';

import { API_VERSION } from '../apiVersion';
import type { CallProgress } from '../calls/callProgress';
import type { Call } from '../calls/calls';
import type { EmulatorContext } from '../emulatorContext';
import type { ClientConnection } from './clientConnection';
import { openMedia } from './media';
import { SdkEnd } from './sdkEnd';
import type { SdkLeg, SdkLegs } from './sdkLegs';

/** Calls to the person at an SDK: each device she is registered with rings until one answers. */
export class IncomingCalls {
	constructor(
		private readonly context: EmulatorContext,
		private readonly progress: CallProgress,
		private readonly legs: SdkLegs,
	) {}

	ring(call: Call, devices: Iterable<ClientConnection>): void {
		const ends = [...devices].map((device) => new SdkEnd(device, openMedia()));
		const leg = this.legs.add({
			callSid: call.sid,
			temporarySid: null,
			reconnect: randomUUID(),
			ends: new Set(ends),
			isAccepted: false,
		});
		for (const end of ends) {
			this.context.pending.track(this.invite(call, leg, end).catch(() => this.fail(leg)));
		}
	}

	/** One device answered; the others stop ringing. */
	answer(leg: SdkLeg, end: SdkEnd, sdp: string): void {
		for (const other of leg.ends) if (other !== end) this.legs.dismiss(leg, other);
		leg.isAccepted = true;
		this.progress.answer(leg.callSid);
		this.context.pending.track(end.media.accept(sdp).catch(() => this.fail(leg)));
	}

	/** A call that no device rings for any more is `busy`: https://github.com/twilio/voice-quickstart-ios/issues/238 */
	reject(leg: SdkLeg, end: SdkEnd): void {
		this.legs.drop(leg, end);
		if (leg.ends.size === 0) this.progress.end(leg.callSid, 'busy');
	}

	private async invite(call: Call, { callSid, reconnect }: SdkLeg, end: SdkEnd): Promise<void> {
		const sdp = await end.media.offer();
		if (this.legs.get(callSid)?.ends.has(end) !== true) return;
		end.introduce('invite', {
			callsid: callSid,
			sdp,
			reconnect,
			parameters: {
				AccountSid: this.context.account.sid,
				ApiVersion: API_VERSION,
				CallSid: callSid,
				From: call.from,
				To: call.to,
				...(Object.keys(call.customParameters).length > 0 && {
					Params: new URLSearchParams(call.customParameters).toString(),
				}),
			},
		});
	}

	/** Media that do not come about fail the call, unless it is over anyway. */
	private fail({ callSid }: SdkLeg): void {
		if (this.legs.get(callSid)) this.progress.end(callSid, 'failed');
	}
}
