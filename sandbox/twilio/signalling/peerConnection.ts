import { MediaStreamTrack, RTCPeerConnection, usePCMU } from 'werift';

import { hearThisMachineOnly } from './thisMachineOnly';
import type { Voice } from './voice';

/**
 * Chromium on Linux reaches loopback. Firefox pairs no candidate of loopback, and on macOS and Windows no browser is known
 * to reach it: they send from the address of the network. So the ports are open on the network too, and what comes from
 * another machine is dropped.
 */
const ADDRESSES = {
	iceUseIpv4: true,
	iceUseIpv6: false,
	iceAdditionalHostAddresses: ['127.0.0.1'],
};

/** One end of a call, to be negotiated with a browser on this machine: it plays the voice, and hands on what is said. */
export function openPeerConnection(
	voice: Voice,
	onSaid: (sound: Buffer) => void,
): RTCPeerConnection {
	const connection = new RTCPeerConnection({
		codecs: { audio: [usePCMU()] },
		iceServers: [],
		...ADDRESSES,
	});
	const heard = new MediaStreamTrack({ kind: 'audio' });
	connection.addTransceiver(heard, { direction: 'sendrecv' });
	voice.open((packet) => heard.writeRtp(packet));
	// Whoever names no STUN server gets one of Google's (werift's `ice.ts`), and waits for it.
	for (const { connection: ice } of connection.iceTransports) delete ice.stunServer;
	hearThisMachineOnly(connection);
	connection.onTrack.subscribe((said) => {
		said.onReceiveRtp.subscribe(({ payload }) => onSaid(payload));
	});
	return connection;
}
