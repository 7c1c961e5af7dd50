import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

export type Ports = { readonly web: number; readonly broker: number };

/** Two free ports on loopback, `web` as wanted. Throws when that one is in use. */
export async function freePorts(wanted = 0): Promise<Ports> {
	const servers = [await listen(wanted), await listen(0)] as const;
	const [web, broker] = [portOf(servers[0]), portOf(servers[1])];
	await Promise.all(servers.map((server) => once(server.close(), 'close')));
	return { web, broker };
}

async function listen(port: number): Promise<Server> {
	const server = createServer().listen(port, '127.0.0.1');
	await once(server, 'listening').catch((error: unknown) => {
		throw new Error(`Port ${port} cannot be used: is another program listening on it?`, {
			cause: error,
		});
	});
	return server;
}

function portOf(server: Server): number {
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('A TCP server has a port');
	return address.port;
}
