import type { CallProgress } from '../calls/callProgress';
import type { ClientConnection } from './clientConnection';
import type { Devices } from './devices';
import type { SdkEnd } from './sdkEnd';
import type { SdkLeg, SdkLegs } from './sdkLegs';

/** How long a call waits for an SDK that lost its connection. Made up: Twilio documents none. */
const PATIENCE_MS = 30_000;

/** The parts of the signalling that a lost connection concerns. */
export interface ConnectionUsers {
	readonly progress: CallProgress;
	readonly devices: Devices;
	readonly legs: SdkLegs;
}

/** A device that is gone rings no longer, and its call ends unless it comes back in time. */
export function loseConnection(users: ConnectionUsers, connection: ClientConnection): void {
	const { devices, legs } = users;
	devices.unregister(connection);
	for (const leg of legs.all()) {
		for (const end of leg.ends) {
			if (end.connection === connection) loseEnd(users, leg, end);
		}
	}
}

function loseEnd({ legs, progress }: ConnectionUsers, leg: SdkLeg, end: SdkEnd): void {
	if (!leg.isAccepted) return legs.drop(leg, end);
	const { connection } = end;
	const endUnlessBack = () => {
		if (legs.get(leg.callSid) && end.connection === connection) {
			progress.end(leg.callSid, 'completed');
		}
	};
	setTimeout(endUnlessBack, PATIENCE_MS).unref();
}
