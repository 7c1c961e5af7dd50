import type { PendingWork } from '../pendingWork';
import type { ClientConnection } from './clientConnection';
import type { SdkEnd } from './sdkEnd';

/** A leg of a call with the SDK at its end, or, while it rings, every SDK the person is registered with. */
export interface SdkLeg {
	readonly callSid: string;
	/** What the SDK that placed the call names it until it knows the Call SID. */
	readonly temporarySid: string | null;
	/** By which the SDK takes the call up again after it lost its connection. */
	readonly reconnect: string;
	readonly ends: Set<SdkEnd>;
	/** False while it rings at the person it is for. */
	isAccepted: boolean;
}

/** A leg and one SDK at its end. */
export interface LegAndEnd {
	readonly leg: SdkLeg;
	readonly end: SdkEnd;
}

/** The legs that SDKs are on. */
export class SdkLegs {
	private readonly legs = new Map<string, SdkLeg>();

	constructor(private readonly pending: PendingWork) {}

	add(leg: SdkLeg): SdkLeg {
		this.legs.set(leg.callSid, leg);
		return leg;
	}

	get(callSid: string): SdkLeg | undefined {
		return this.legs.get(callSid);
	}

	/** Tells every SDK at its end that the call is over, or for one that rings that it need not ring any more. */
	remove(leg: SdkLeg): void {
		this.legs.delete(leg.callSid);
		for (const end of leg.ends) this.dismiss(leg, end);
	}

	/** The same because of an error. */
	fail(callSid: string, error: { readonly code: number; readonly message: string }): void {
		const leg = this.get(callSid);
		if (leg === undefined) return;
		this.legs.delete(callSid);
		for (const end of leg.ends) {
			end.send('hangup', { callsid: callSid, error });
			this.drop(leg, end);
		}
	}

	/** Tells one SDK that its call is over. */
	dismiss(leg: SdkLeg, end: SdkEnd): void {
		end.send(leg.isAccepted ? 'hangup' : 'cancel', { callsid: leg.callSid });
		this.drop(leg, end);
	}

	/** An SDK is no longer at the end of a leg, and knows it. */
	drop(leg: SdkLeg, end: SdkEnd): void {
		leg.ends.delete(end);
		this.pending.track(end.media.close());
	}

	all(): SdkLeg[] {
		return [...this.legs.values()];
	}

	/** The leg an SDK speaks of, by either name, and its end of it. */
	find(connection: ClientConnection, sid: string): LegAndEnd | undefined {
		const leg = this.all().find(({ callSid, temporarySid }) =>
			[callSid, temporarySid].includes(sid),
		);
		const end = leg && [...leg.ends].find((one) => isEndOf(one, connection));
		return leg && end && { leg, end };
	}

	/** An answered leg and the end of the person who, maybe on another connection, speaks of it. */
	findTaken({ identity }: ClientConnection, callSid: string): LegAndEnd | undefined {
		const leg = this.get(callSid);
		const [end] = leg?.isAccepted ? leg.ends : [];
		return leg && end?.connection.identity === identity ? { leg, end } : undefined;
	}
}

/** An SDK that comes back after a break repeats what was not sent before it takes its call up again. */
function isEndOf(end: SdkEnd, connection: ClientConnection): boolean {
	const { isOpen, identity } = end.connection;
	return end.connection === connection || (!isOpen && identity === connection.identity);
}
