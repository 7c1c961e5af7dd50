import { Refusal } from '../../refusal';
import type { Account } from '../account';
import type { CallProgress } from '../calls/callProgress';
import { readAccessToken } from './accessToken';
import { MALFORMED, type ClientConnection } from './clientConnection';
import type { Devices } from './devices';
import type { ClientFrame, ClientPayload } from './frames';
import type { IncomingCalls } from './incomingCalls';
import type { PlacedCalls } from './placedCalls';
import type { SdkEnd } from './sdkEnd';
import type { SdkLeg, SdkLegs } from './sdkLegs';
import type { SdkMessages } from './sdkMessages';

/** SDKs choose servers near here. */
const PLACE = { region: 'us1', home: 'us1', edge: 'ashburn', gateway: 'sandbox' };

/** The parts of the signalling that frames reach. */
export interface FrameReceivers {
	readonly account: Account;
	readonly progress: CallProgress;
	readonly devices: Devices;
	readonly legs: SdkLegs;
	readonly placed: PlacedCalls;
	readonly incoming: IncomingCalls;
	readonly messages: SdkMessages;
}

/** Does what an SDK asks for. What cannot be done is refused with a code the SDK knows. */
export function receiveFrame(
	receivers: FrameReceivers,
	connection: ClientConnection,
	frame: ClientFrame,
): void {
	try {
		if (frame.type === 'listen') return identify(receivers, connection, frame.payload);
		if (connection.identity === null) throw new Refusal(400, 'No valid token yet', 31204);
		if (frame.type === 'register') return register(receivers, connection, frame.payload);
		if (frame.type === 'invite') return placeOrResume(receivers, connection, frame.payload);
		receiveOnCall(receivers, connection, frame);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		connection.refuse(error.code ?? MALFORMED, error.message);
	}
}

function identify(
	{ account }: FrameReceivers,
	connection: ClientConnection,
	{ token }: ClientPayload<'listen'>,
): void {
	const { identity, ttlSeconds } = readAccessToken(token, account);
	connection.identity = identity;
	connection.send('connected', { ...PLACE, token: { identity, ttl: ttlSeconds } });
}

function register(
	{ devices }: FrameReceivers,
	connection: ClientConnection,
	{ media }: ClientPayload<'register'>,
): void {
	if (media.audio) devices.register(connection);
	else devices.unregister(connection);
	connection.send(media.audio ? 'ready' : 'offline', {});
}

function placeOrResume(
	receivers: FrameReceivers,
	connection: ClientConnection,
	invite: ClientPayload<'invite'>,
): void {
	if (invite.reconnect === undefined) receivers.placed.place(connection, invite);
	else resume(receivers, connection, invite);
}

/** The token tells that it is the same SDK, also while its old connection still seems to stand. */
function resume(
	{ legs }: FrameReceivers,
	connection: ClientConnection,
	{ callsid, reconnect }: ClientPayload<'invite'>,
): void {
	const { leg, end } = legs.findTaken(connection, callsid) ?? {};
	if (!leg) connection.send('hangup', { callsid });
	else if (leg.reconnect === reconnect) end?.resume(connection, { callsid, reconnect });
}

type FrameOnCall = Exclude<ClientFrame, { type: 'listen' | 'register' | 'invite' }>;

/** Digits and new media change nothing here. */
function receiveOnCall(
	receivers: FrameReceivers,
	connection: ClientConnection,
	frame: FrameOnCall,
): void {
	const { type, payload } = frame;
	const found = receivers.legs.find(connection, payload.callsid);
	if (found === undefined) return tellThatItIsOver(connection, frame);
	const { leg, end } = found;
	if (type === 'answer') return receivers.incoming.answer(leg, end, payload.sdp);
	if (type === 'reject') return receivers.incoming.reject(leg, end);
	if (type === 'hangup') return hangUp(receivers, leg, end);
	if (type === 'message') receivers.messages.receive(connection, leg.callSid, payload);
}

/** Whoever hangs up a call that is over, or never came about, need not be told. */
function tellThatItIsOver(connection: ClientConnection, { type, payload }: FrameOnCall): void {
	if (type !== 'message') return;
	const { callsid, voiceeventsid } = payload;
	connection.refuse(31211, `There is no call ${callsid} to say anything on`, {
		callsid,
		voiceeventsid,
	});
}

function hangUp({ legs, progress }: FrameReceivers, leg: SdkLeg, end: SdkEnd): void {
	legs.drop(leg, end);
	const { status } = progress.find(leg.callSid);
	progress.end(leg.callSid, status === 'in-progress' ? 'completed' : 'canceled');
}
