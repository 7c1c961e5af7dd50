import { networkInterfaces } from 'node:os';
import { Connection, StunProtocol, type RTCPeerConnection } from 'werift';

/**
 * Drops each UDP packet that comes from no address of this machine, before werift reads it. Call it before candidates are
 * gathered; the addresses are looked up then. Throws when it knows no way to the sockets.
 */
export function hearThisMachineOnly({ iceTransports }: RTCPeerConnection): void {
	const own = ownAddresses();
	for (const { connection: ice } of iceTransports) {
		if (!(ice instanceof Connection)) throw new Error('This version of werift is not known');
		// A candidate is told of in the moment its socket opens; no other way leads to that.
		ice.onIceCandidate.subscribe((candidate) => {
			const protocols: readonly unknown[] = ice['protocols'];
			for (const protocol of protocols) {
				if (protocol instanceof StunProtocol && protocol.localCandidate === candidate)
					hearOnly(own, protocol.transport);
			}
		});
	}
}

function hearOnly(addresses: ReadonlySet<string>, transport: StunProtocol['transport']): void {
	const { onData } = transport;
	transport.onData = (packet, sender) => {
		if (addresses.has(sender[0])) onData(packet, sender);
	};
}

function ownAddresses(): ReadonlySet<string> {
	const interfaces = Object.values(networkInterfaces());
	return new Set(interfaces.flatMap((all = []) => all.map(({ address }) => address)));
}
