import { isEnded } from '../calls/calls';
import type { EmulatorEvent } from '../events';
import type { Store } from '../store';
import { bridge, separate } from './bridging';
import type { Devices } from './devices';
import type { IncomingCalls } from './incomingCalls';
import { MESSAGE_TYPE } from './sdkMessages';
import type { SdkLegs } from './sdkLegs';

/** Twilio speaks these words; here the app gets them. The code is made up: the SDK makes 53000 of any it does not know. */
const APPLICATION_ERROR = {
	code: 31000,
	message: 'We are sorry, an application error has occurred. Goodbye.',
};

/** The parts of the signalling that what happens in the emulator reaches. */
export interface EventReceivers {
	readonly store: Store;
	readonly devices: Devices;
	readonly legs: SdkLegs;
	readonly incoming: IncomingCalls;
}

/** Tells SDKs what happens to their calls. */
export function tellSdks(receivers: EventReceivers, event: EmulatorEvent): void {
	const { legs } = receivers;
	if (event.type === 'callStatus') followCall(receivers, event.callSid);
	if (event.type === 'bridged') bridge(legs, event.callSid, event.otherCallSid);
	if (event.type === 'unbridged') separate(legs, event.callSid);
	if (event.type === 'applicationError') legs.fail(event.callSid, APPLICATION_ERROR);
	if (event.type !== 'messageToPhone') return;
	const { callSid, sid, content } = event;
	for (const end of legs.get(callSid)?.ends ?? []) {
		end.send('message', {
			callsid: callSid,
			content,
			contenttype: 'application/json',
			messagetype: MESSAGE_TYPE,
			voiceeventsid: sid,
		});
	}
}

/** A leg that somebody answered in another way, by steering the emulator, rings no longer at its SDKs. */
function followCall({ store, devices, legs, incoming }: EventReceivers, callSid: string): void {
	const call = store.findCall(callSid);
	if (call === undefined) return;
	const leg = legs.get(callSid);
	const isAnsweredElsewhere = call.status === 'in-progress' && leg?.isAccepted === false;
	if (leg && (isEnded(call) || isAnsweredElsewhere)) legs.remove(leg);
	const ringing = call.status === 'ringing' ? devices.at(call.to) : [];
	if (ringing.length > 0) incoming.ring(call, ringing);
}
