import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

export const HOST = '127.0.0.1';

/** Starts a server on this machine only, and resolves with its port; 0 stands for a free one. Rejects when it is taken. */
export async function listen(server: Server, port = 0): Promise<number> {
	server.listen(port, HOST);
	await once(server, 'listening');
	return portOf(server);
}

/** Throws for a server that does not listen. */
export function portOf(server: Server): number {
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The server has no port');
	return address.port;
}

/** A port where nobody listens: connections to it are refused. Rejects when the wanted one is taken. */
export async function freePort(wanted = 0): Promise<number> {
	return await whileTaken(wanted, async (port) => port);
}

/** Takes a port while something is done: a free one that is looked for meanwhile is another. The port is free afterwards. */
export async function whileTaken<T>(
	wanted: number,
	work: (port: number) => Promise<T>,
): Promise<T> {
	const server = createServer();
	try {
		return await work(await listen(server, wanted));
	} finally {
		await new Promise((resolve) => server.close(resolve));
	}
}
