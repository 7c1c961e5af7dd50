import type { RTCPeerConnection } from 'werift';

import { Voice } from './voice';

const GATHERING_MS = 2_000;

/** The audio of one SDK: at first the person hears herself, as with TwiML's `<Echo>`. Descriptions are SDP. */
export interface Media {
	/** Answers the offer of a call that the SDK placed. Rejects when it cannot be used. */
	answer(offer: string): Promise<string>;
	/** Offers media for a call to the SDK. */
	offer(): Promise<string>;
	/** Takes the SDK's answer to `offer()`. Rejects when it cannot be used. */
	accept(answer: string): Promise<void>;
	/** What the person says from now on goes there: to another person, or to nobody. */
	sendTo(listener: Pick<Media, 'play'> | undefined): void;
	/** The person hears this: 20 ms of PCMU, one byte a sample. It is lost while the connection does not stand. */
	play(sound: Buffer): void;
	close(): Promise<void>;
}

/** WebRTC with a browser on this machine; packets from other machines are dropped. */
export function openMedia(): Media {
	const voice = new Voice();
	let listener: Pick<Media, 'play'> | undefined = voice;
	const opening = openConnection(voice, (sound) => listener?.play(sound));
	let negotiation: Promise<unknown> = opening.catch(() => undefined);
	const negotiate = <Result>(step: (connection: RTCPeerConnection) => Promise<Result>) => {
		const result = opening.then(step);
		negotiation = result.catch(() => undefined);
		return result;
	};
	return {
		answer: (offer) =>
			negotiate(async (connection) => {
				await connection.setRemoteDescription({ type: 'offer', sdp: withAudio(offer) });
				await connection.setLocalDescription(await connection.createAnswer());
				return await gatheredDescription(connection);
			}),
		offer: () =>
			negotiate(async (connection) => {
				await connection.setLocalDescription(await connection.createOffer());
				return await gatheredDescription(connection);
			}),
		accept: (answer) =>
			negotiate(async (connection) => {
				await connection.setRemoteDescription({ type: 'answer', sdp: withAudio(answer) });
			}),
		sendTo: (other) => {
			listener = other;
		},
		play: (sound) => voice.play(sound),
		close: async () => {
			// What werift is doing when it is closed may never come to an end.
			await negotiation;
			await opening.then(
				(connection) => connection.close(),
				() => undefined,
			);
		},
	};
}

/** The same description. Throws when nobody could be heard by it: werift reads any text as a description of nothing. */
function withAudio(sdp: string): string {
	if (!/^m=audio /m.test(sdp)) throw new Error('The description offers no audio');
	return sdp;
}

/** The library is loaded with the first call of an SDK: most emulators never see one. */
async function openConnection(
	voice: Voice,
	onSaid: (sound: Buffer) => void,
): Promise<RTCPeerConnection> {
	const { openPeerConnection } = await import('./peerConnection');
	return openPeerConnection(voice, onSaid);
}

/** The SDK takes no candidates that come later, so those gathered in time have to be in the description. */
async function gatheredDescription(connection: RTCPeerConnection): Promise<string> {
	if (connection.iceGatheringState !== 'complete') {
		await connection.iceGatheringStateChange
			.watch((state) => state === 'complete', GATHERING_MS)
			.catch(() => undefined);
	}
	return connection.localDescription?.sdp ?? '';
}
