import { freePort, whileTaken } from '../../listen';

export type Ports = { readonly web: number; readonly broker: number };

/** Two free ports on loopback, `web` as wanted. Throws when that one is in use. */
export async function freePorts(wanted = 0): Promise<Ports> {
	return await whileTaken(wanted, async (web) => ({ web, broker: await freePort() })).catch(
		(error: unknown) => {
			throw new Error(`Port ${wanted} cannot be used: is another program listening on it?`, {
				cause: error,
			});
		},
	);
}
