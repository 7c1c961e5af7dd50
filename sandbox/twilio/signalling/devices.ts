import type { ClientConnection } from './clientConnection';

/** The SDK devices that can be called, by the identity in their token. */
export class Devices {
	private readonly registered = new Set<ClientConnection>();

	register(connection: ClientConnection): void {
		this.registered.add(connection);
	}

	unregister(connection: ClientConnection): void {
		this.registered.delete(connection);
	}

	/** Those of the client in an address; none for the address of a phone. */
	at(address: string): ClientConnection[] {
		return [...this.registered].filter(({ identity }) => address === `client:${identity}`);
	}
}
