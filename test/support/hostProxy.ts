import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

import { listen } from '../../sandbox/listen';
import { endTogether } from './endTogether';

/** A proxy that leads the hosts that are meant to a port of this machine and refuses every other, so that nothing leaves it. */
export async function startProxy(isMeant: (host: string) => boolean, port: number) {
	const open = new Set<Duplex>();
	const proxy = createServer((_request, response) => response.writeHead(403).end());
	proxy.on('connect', ({ url = '' }, client, head) => {
		if (!isMeant(url.replace(/:443$/, ''))) {
			client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		const server = connect({ port, host: '127.0.0.1', noDelay: true });
		endTogether(open, client, server);
		endTogether(open, server, client);
		client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		server.write(head);
		server.pipe(client);
		client.pipe(server);
	});
	const ownPort = await listen(proxy);
	const stop = () => {
		proxy.close();
		open.forEach((socket) => socket.destroy());
	};
	return { port: ownPort, url: `http://127.0.0.1:${ownPort}`, stop };
}
