import { createServer, type RequestListener, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { HOST, listen, portOf } from '../listen';

/** Something that listens at a port of this machine until it is stopped, which closes every connection. */
export interface Served {
	readonly baseUrl: string;
	readonly port: number;
	readonly stop: () => Promise<void>;
}

/** Serves plain HTTP: whatever answers a request, such as an Express app. Rejects when the port is taken. */
export async function serve(answer: RequestListener, port = 0): Promise<Served> {
	const listener = new Listener(createServer(answer));
	await listener.open(port);
	return { baseUrl: listener.baseUrl, port: listener.port, stop: () => listener.stop() };
}

/** The port of a server, which can stay closed for a while. */
export class Listener {
	private readonly stopping = new AbortController();
	private reopened: Promise<void> | null = null;

	constructor(private readonly server: Server) {}

	/** 0 stands for a free port. Rejects when the port is taken. */
	async open(port: number): Promise<void> {
		await listen(this.server, port);
	}

	get port(): number {
		return portOf(this.server);
	}

	get baseUrl(): string {
		return `http://${HOST}:${this.port}`;
	}

	/** Refuses new connections from now on and for `ms`; those in use go on. Does nothing while it is closed. */
	closeFor(ms: number): void {
		this.reopened ??= this.reopenAfter(ms).finally(() => (this.reopened = null));
	}

	/** Closes every connection and resolves when nothing is left. */
	async stop(): Promise<void> {
		this.stopping.abort();
		await this.reopened;
		const drained = new Promise<void>((resolve) => this.server.close(() => resolve()));
		this.server.closeAllConnections();
		await drained;
	}

	private async reopenAfter(ms: number): Promise<void> {
		const { signal } = this.stopping;
		const { port } = this;
		this.server.close();
		while (!this.server.listening) {
			await sleep(ms, undefined, { signal }).catch(() => undefined);
			if (signal.aborted) return;
			// The port may have been given to an outgoing connection: then it is free again in a moment.
			await this.open(port).catch(() => undefined);
		}
	}
}
