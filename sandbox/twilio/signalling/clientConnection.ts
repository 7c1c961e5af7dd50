import type { WebSocket } from 'ws';

import {
	readClientFrame,
	readMessageSids,
	writeServerFrame,
	type ClientFrame,
	type ServerFrameType,
	type ServerPayload,
} from './frames';

/** The SDK gives up a connection that was silent for 15 s; a bare newline counts as a sign of life, and is echoed. */
const HEARTBEAT_MS = 10_000;
const HEARTBEAT = '\n';

/** Refuses what has no code of its own: https://www.twilio.com/docs/api/errors/31100 */
export const MALFORMED = 31100;

interface Events {
	readonly onFrame: (frame: ClientFrame) => void;
	readonly onClosed: () => void;
}

/** The connection of one SDK device. */
export class ClientConnection {
	/** Who it is, once a token proved it. */
	identity: string | null = null;

	constructor(private readonly socket: WebSocket) {}

	get isOpen(): boolean {
		return this.socket.readyState === this.socket.OPEN;
	}

	/** Starts the heartbeat and hands over what the SDK says until the connection closes. */
	listen({ onFrame, onClosed }: Events): void {
		const heartbeat = setInterval(() => this.socket.send(HEARTBEAT), HEARTBEAT_MS);
		this.socket.on('message', (data) => this.receive(String(data), onFrame));
		this.socket.on('error', () => this.socket.terminate());
		this.socket.on('close', () => {
			clearInterval(heartbeat);
			onClosed();
		});
	}

	/** Does nothing when the connection is closed. */
	send(type: ServerFrameType, payload: ServerPayload): void {
		if (this.isOpen) this.socket.send(writeServerFrame(type, payload));
	}

	/** Tells the SDK that something it said is refused, with a code from https://www.twilio.com/docs/api/errors */
	refuse(code: number, message: string, about: ServerPayload = {}): void {
		this.send('error', { ...about, error: { code, message } });
	}

	private receive(text: string, onFrame: Events['onFrame']): void {
		if (text === HEARTBEAT) return;
		const frame = readClientFrame(text);
		if (frame !== undefined) return onFrame(frame);
		this.refuse(MALFORMED, 'Malformed request', readMessageSids(text));
	}
}
