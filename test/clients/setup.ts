import { publishClients, type FoundClient } from './support/clientNames';
import { findPython } from './support/findPython';
import { installClient } from './support/install';

const say = (text: string) => void process.stderr.write(`  ${text}\n`);

/** Installs the clients, and says which are there: the tests of one that is missing are left out. */
export default async function setup(): Promise<void> {
	const found = {
		'twilio-cli': await installClient('twilio-cli', say),
		'twilio-mcp': await installClient('twilio-mcp', say),
		prism: await installClient('prism', say),
		'python3-twilio': findPython(),
	};
	for (const client of Object.values<FoundClient>(found)) {
		say('missing' in client ? `Left out: ${client.missing}` : client.version);
	}
	publishClients(found);
}
