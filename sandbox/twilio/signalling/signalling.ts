import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

import type { AppCalls } from '../application/appCalls';
import type { CallMessages } from '../calls/callMessages';
import type { CallProgress } from '../calls/callProgress';
import type { EmulatorContext } from '../emulatorContext';
import type { EventListener } from '../events';
import { tellSdks } from './callEvents';
import { ClientConnection } from './clientConnection';
import { receiveFrame } from './clientFrames';
import { Devices } from './devices';
import { IncomingCalls } from './incomingCalls';
import { loseConnection } from './lostConnections';
import { PlacedCalls } from './placedCalls';
import { SdkLegs } from './sdkLegs';
import { SdkMessages } from './sdkMessages';

const PATH = '/signal';

export interface Signalling {
	/** For `upgrade` of the HTTP server: the WebSocket SDKs open, `/signal`, and nothing else. */
	readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
	readonly onEvent: EventListener;
	/** Breaks off every connection. */
	stop(): void;
}

/** What Voice SDKs talk to: `wss://voice-js.roaming.twilio.com/signal` at Twilio. */
export function createSignalling(
	context: EmulatorContext,
	progress: CallProgress,
	callMessages: CallMessages,
	appCalls: AppCalls,
): Signalling {
	const { account, store, pending } = context;
	const legs = new SdkLegs(pending);
	const incoming = new IncomingCalls(context, progress, legs);
	const placed = new PlacedCalls(appCalls, legs);
	const messages = new SdkMessages(progress, callMessages);
	const devices = new Devices();
	const receivers = { account, store, progress, devices, legs, incoming, placed, messages };
	const sockets = new WebSocketServer({ noServer: true });
	const serve = (socket: WebSocket) => {
		const connection = new ClientConnection(socket);
		connection.listen({
			onFrame: (frame) => receiveFrame(receivers, connection, frame),
			onClosed: () => loseConnection(receivers, connection),
		});
	};
	return {
		upgrade: (request, socket, head) => {
			if (request.url === PATH) sockets.handleUpgrade(request, socket, head, serve);
			else refuse(socket);
		},
		onEvent: (event) => tellSdks(receivers, event),
		stop: () => {
			legs.all().forEach((leg) => legs.remove(leg));
			sockets.clients.forEach((socket) => socket.terminate());
		},
	};
}

/** Whoever asked may be gone already, or never close the connection. */
function refuse(socket: Duplex): void {
	socket.on('error', () => socket.destroy());
	socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n', () => socket.destroy());
}
