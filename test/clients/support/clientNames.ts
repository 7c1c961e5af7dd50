/** The clients that are not ours. */
export const CLIENT_NAMES = ['twilio-cli', 'twilio-mcp', 'prism', 'python3-twilio'] as const;
export type ClientName = (typeof CLIENT_NAMES)[number];

/** Where a client is: the folder it is installed in (of Python: its interpreter), or why it is not there. */
export type FoundClient =
	{ readonly path: string; readonly version: string } | { readonly missing: string };

const VARIABLE = 'TWILIO_CLIENTS';

/** Tells the processes that run tests what was found. */
export function publishClients(found: Readonly<Record<ClientName, FoundClient>>): void {
	process.env[VARIABLE] = JSON.stringify(found);
}

/** What was found of a client. Throws outside of the tests of this project. */
export function findClient(name: ClientName): FoundClient {
	const published = process.env[VARIABLE];
	if (published === undefined) throw new Error('setup.ts has not looked for the clients');
	return JSON.parse(published)[name];
}

/** The path of a client that is there. Throws why it is not. */
export function pathOf(name: ClientName): string {
	const found = findClient(name);
	if ('missing' in found) throw new Error(found.missing);
	return found.path;
}
