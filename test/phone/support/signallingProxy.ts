import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

import { endTogether } from '../../support/endTogether';

/** Leads WebSockets to another server, until told otherwise. */
export interface SignallingProxy {
	readonly pass: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
	/** Breaks off every connection and refuses new ones, until the returned function is called. */
	readonly breakOff: () => () => void;
}

/** To a server of this machine that speaks plain HTTP. */
export function leadTo(url: string): SignallingProxy {
	const { port } = new URL(url);
	const open = new Set<Duplex>();
	let isBroken = false;
	const pass: SignallingProxy['pass'] = (request, client, head) => {
		if (isBroken) {
			client.destroy();
			return;
		}
		const server = connect({ port: Number(port), host: '127.0.0.1', noDelay: true });
		endTogether(open, client, server);
		endTogether(open, server, client);
		server.write(headOf(request));
		server.write(head);
		server.pipe(client).pipe(server);
	};
	const breakOff = () => {
		isBroken = true;
		open.forEach((socket) => socket.destroy());
		return () => {
			isBroken = false;
		};
	};
	return { pass, breakOff };
}

function headOf({ method, url, rawHeaders }: IncomingMessage): string {
	const lines = rawHeaders.flatMap((name, index) =>
		index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : [],
	);
	return [`${method} ${url} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}
