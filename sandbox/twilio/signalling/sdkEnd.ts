import type { ClientConnection } from './clientConnection';
import type { ServerFrameType, ServerPayload } from './frames';
import type { Media } from './media';

/** One SDK at the end of a leg. */
export class SdkEnd {
	private readonly missed: Array<[ServerFrameType, ServerPayload]> = [];
	private hasCall = false;

	constructor(
		public connection: ClientConnection,
		readonly media: Media,
	) {}

	/** Tells the SDK of its call; from now on it understands what is about that call. */
	introduce(type: ServerFrameType, payload: ServerPayload): void {
		this.hasCall = true;
		this.connection.send(type, payload);
		this.sendMissed();
	}

	/** What the SDK cannot hear yet, or while its connection is lost, it hears later. Whether Twilio does the same is unknown. */
	send(type: ServerFrameType, payload: ServerPayload): void {
		if (this.hasCall && this.connection.isOpen) this.connection.send(type, payload);
		else this.missed.push([type, payload]);
	}

	/** The SDK came back on another connection. */
	resume(connection: ClientConnection, payload: ServerPayload): void {
		this.connection = connection;
		this.introduce('answer', payload);
	}

	private sendMissed(): void {
		for (const [type, payload] of this.missed.splice(0)) this.connection.send(type, payload);
	}
}
