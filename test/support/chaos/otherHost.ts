import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A host that nobody should be redirected to. It remembers whether somebody was. */
export async function startOtherHost() {
	const visits: string[] = [];
	const server = createServer((request, response) => {
		visits.push(`${request.method} ${request.url}`);
		response.writeHead(201).end();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://localhost:${port}/`,
		visits,
		stop: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}
