import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

import { listen } from '../../sandbox/listen';

/** A proxy that leads the one host to a port of this machine and refuses every other, so that nothing leaves it. */
export async function startProxy(host: string, port: number) {
	const open = new Set<Duplex>();
	const endTogether = (one: Duplex, other: Duplex) => {
		open.add(one);
		one.on('error', () => other.destroy());
		one.on('close', () => {
			open.delete(one);
			other.destroy();
		});
	};
	const proxy = createServer((_request, response) => response.writeHead(403).end());
	proxy.on('connect', ({ url }, client, head) => {
		if (url !== `${host}:443`) {
			client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		const server = connect({ port, host: '127.0.0.1', noDelay: true });
		endTogether(client, server);
		endTogether(server, client);
		client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		server.write(head);
		server.pipe(client);
		client.pipe(server);
	});
	const url = `http://127.0.0.1:${await listen(proxy)}`;
	const stop = () => {
		proxy.close();
		open.forEach((socket) => socket.destroy());
	};
	return { url, stop };
}
