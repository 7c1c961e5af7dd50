import { randomUUID } from 'node:crypto';

import type { AppCalls, AppEnd } from '../application/appCalls';
import type { Call } from '../calls/calls';
import type { ClientConnection } from './clientConnection';
import type { ClientPayload } from './frames';
import { openMedia } from './media';
import { SdkEnd } from './sdkEnd';
import type { SdkLegs } from './sdkLegs';

/** Calls of SDKs (`device.connect`): the SDK is on the parent leg, whose To is empty. */
export class PlacedCalls {
	constructor(
		private readonly appCalls: AppCalls,
		private readonly legs: SdkLegs,
	) {}

	place(connection: ClientConnection, { callsid, sdp, twilio }: ClientPayload<'invite'>): void {
		const parameters = Object.fromEntries(new URLSearchParams(twilio?.params));
		const { identity } = connection;
		if (identity === null) return;
		this.appCalls.place({ identity, parameters }, (call) =>
			this.takePart(connection, call, callsid, sdp),
		);
	}

	private takePart(
		connection: ClientConnection,
		{ sid: callSid }: Call,
		temporarySid: string,
		offer: string,
	): AppEnd {
		const end = new SdkEnd(connection, openMedia());
		const reconnect = randomUUID();
		const ends = new Set([end]);
		this.legs.add({ callSid, temporarySid, reconnect, ends, isAccepted: true });
		end.introduce('ringing', { callsid: callSid });
		const described = end.media.answer(offer).catch(() => undefined);
		let sdp: string | undefined;
		return {
			ready: async () => (sdp = await described) !== undefined,
			hush: () => end.media.sendTo(undefined),
			answered: () => end.send('answer', { callsid: callSid, sdp, reconnect }),
		};
	}
}
