/** PCMU in RTP: https://www.rfc-editor.org/rfc/rfc3551#section-6 */
const PAYLOAD_TYPE = 0;
const VERSION = 2 << 6;
const HEADER_BYTES = 12;

/**
 * What one person hears. Packets are numbered anew, so that who speaks can change: a browser drops what does not go on
 * where the packet before ended.
 */
export class Voice {
	private sequenceNumber = 0;
	private timestamp = 0;
	private write: (packet: Buffer) => void = () => undefined;

	/** Where packets go; until then they are lost. */
	open(write: (packet: Buffer) => void): void {
		this.write = write;
	}

	/** One byte a sample. */
	play(sound: Buffer): void {
		const header = Buffer.alloc(HEADER_BYTES);
		header.writeUInt8(VERSION, 0);
		header.writeUInt8(PAYLOAD_TYPE, 1);
		header.writeUInt16BE(this.sequenceNumber, 2);
		header.writeUInt32BE(this.timestamp, 4);
		this.sequenceNumber = (this.sequenceNumber + 1) % 2 ** 16;
		this.timestamp = (this.timestamp + sound.length) % 2 ** 32;
		this.write(Buffer.concat([header, sound]));
	}
}
