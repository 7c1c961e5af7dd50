import { MediaStreamTrack, RTCPeerConnection, RtpHeader, RtpPacket, usePCMU } from 'werift';

/** In 20 ms of PCMU. */
export const SAMPLES = 160;

/** The browser's end of a call. Descriptions are SDP; like those of the SDK, none carries candidates. */
export class VoiceMedia {
	/** The payload of every packet so far. */
	readonly heard: Buffer[] = [];
	private sequenceNumber = 0;
	private readonly said = new MediaStreamTrack({ kind: 'audio' });
	private readonly connection = new RTCPeerConnection({
		codecs: { audio: [usePCMU()] },
		iceServers: [],
		iceUseIpv6: false,
		iceAdditionalHostAddresses: ['127.0.0.1'],
	});

	constructor() {
		this.connection.addTransceiver(this.said, { direction: 'sendrecv' });
		for (const { connection: ice } of this.connection.iceTransports) delete ice.stunServer;
		this.connection.onTrack.subscribe((track) => {
			track.onReceiveRtp.subscribe(({ payload }) => this.heard.push(payload));
		});
	}

	async offer(): Promise<string> {
		await this.connection.setLocalDescription(await this.connection.createOffer());
		return this.description();
	}

	async accept(answer: string): Promise<void> {
		await this.connection.setRemoteDescription({ type: 'answer', sdp: answer });
	}

	async answer(offer: string): Promise<string> {
		await this.connection.setRemoteDescription({ type: 'offer', sdp: offer });
		await this.connection.setLocalDescription(await this.connection.createAnswer());
		return this.description();
	}

	/** Says 20 ms of sound, one byte a sample. It is lost while the connection does not stand. */
	say(sound: Buffer): void {
		this.sequenceNumber += 1;
		const { sequenceNumber } = this;
		const timestamp = sequenceNumber * SAMPLES;
		const header = new RtpHeader({ payloadType: 0, sequenceNumber, timestamp });
		this.said.writeRtp(new RtpPacket(header, sound));
	}

	async close(): Promise<void> {
		await this.connection.close();
	}

	private description(): string {
		return withoutCandidates(this.connection.localDescription?.sdp ?? '');
	}
}

/** An offer nobody stands behind: enough where no audio is asked for. */
export const offerOnly = (): Promise<string> => describe((media) => media.offer());

/** An answer nobody stands behind. */
export const answerOnly = (offer: string): Promise<string> =>
	describe((media) => media.answer(withoutCandidates(offer)));

async function describe(ask: (media: VoiceMedia) => Promise<string>): Promise<string> {
	const media = new VoiceMedia();
	try {
		return await ask(media);
	} finally {
		await media.close();
	}
}

function withoutCandidates(sdp: string): string {
	const lines = sdp.split('\r\n');
	return lines.filter((line) => !/^a=(candidate|end-of-candidates)/.test(line)).join('\r\n');
}
