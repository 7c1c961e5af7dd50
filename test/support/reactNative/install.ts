import { join } from 'node:path';

import { ensurePinned, npmCi } from '../../../sandbox/n8n/install/pinnedFolder';

const say = (text: string) => void process.stderr.write(`  ${text}\n`);

/**
 * The folder of `node_modules` with both versions of the SDK that this folder pins, installed into the cache when it is not
 * there (4 packages, 8 MB, once per machine). Rejects with the end of npm's log.
 */
export async function ensureReactNativeSdks(): Promise<string> {
	// npm would add the peers otherwise: React Native itself and all it needs.
	const install = async (directory: string) => await npmCi(directory, ['--legacy-peer-deps']);
	const folder = { pinned: __dirname, name: 'react-native', install };
	const { directory } = await ensurePinned(folder, say);
	return join(directory, 'node_modules');
}

/** Before any test: a test has to be quick. */
export default async function setup(): Promise<void> {
	await ensureReactNativeSdks();
}
