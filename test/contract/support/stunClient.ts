import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { classes, Message, methods } from 'werift';

import { until } from './until';

/** Where media is to be reached, by an SDP. */
export interface MediaDoor {
	readonly address: string;
	readonly port: number;
	readonly user: string;
	readonly password: string;
}

/** Every door of a description. */
export function mediaDoors(sdp: string): MediaDoor[] {
	const [, user = ''] = /^a=ice-ufrag:(\S+)/m.exec(sdp) ?? [];
	const [, password = ''] = /^a=ice-pwd:(\S+)/m.exec(sdp) ?? [];
	const candidates = [...sdp.matchAll(/^a=candidate:(?:\S+ ){4}(\S+) (\d+) /gm)];
	return candidates.map(([, address = '', port]) => ({
		address,
		port: Number(port),
		user,
		password,
	}));
}

/** Sends from one address of this machine what a browser begins a call with, and counts what comes back. */
export class StunClient {
	answers = 0;
	private readonly socket = createSocket('udp4');

	private constructor() {
		this.socket.on('message', () => {
			this.answers += 1;
		});
	}

	static async from(address: string): Promise<StunClient> {
		const client = new StunClient();
		client.socket.bind({ address });
		await once(client.socket, 'listening');
		return client;
	}

	knock({ address, port, user, password }: MediaDoor): void {
		const request = new Message(methods.BINDING, classes.REQUEST)
			.setAttribute('USERNAME', `${user}:browser`)
			.setAttribute('PRIORITY', 1)
			.addMessageIntegrity(Buffer.from(password))
			.addFingerprint();
		this.socket.send(request.bytes, port, address);
	}

	/** Knocks once, and resolves with the answer. */
	async isAnswered(door: MediaDoor): Promise<void> {
		const before = this.answers;
		this.knock(door);
		await until(() => this.answers > before);
	}

	close(): void {
		this.socket.close();
	}
}
