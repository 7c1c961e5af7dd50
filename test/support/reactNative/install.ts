import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { cacheDirectory } from '../../../sandbox/n8n/install/cache';
import { run } from '../../../sandbox/n8n/install/command';
import { withInstallLock } from '../../../sandbox/n8n/install/installLock';

const say = (text: string) => void process.stderr.write(`  ${text}\n`);

/** npm would add the peers otherwise: React Native itself and all it needs. */
const FLAGS = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];

/**
 * The folder of `node_modules` with both versions of the SDK that this folder pins, installed into the cache of n8n when it
 * is not there (4 packages, 8 MB, once per machine). Throws with the end of npm's log; a failed install leaves nothing behind.
 */
export async function ensureReactNativeSdks(): Promise<string> {
	const directory = cacheDirectory(__dirname, 'react-native');
	if (!existsSync(directory)) {
		await mkdir(dirname(directory), { recursive: true });
		await withInstallLock(directory, say, async () => {
			if (!existsSync(directory)) await installInto(directory);
		});
	}
	return join(directory, 'node_modules');
}

async function installInto(directory: string): Promise<void> {
	const unfinished = `${directory}.unfinished`;
	await rm(unfinished, { recursive: true, force: true });
	try {
		await mkdir(unfinished);
		for (const file of ['package.json', 'package-lock.json']) {
			await copyFile(join(__dirname, file), join(unfinished, file));
		}
		await run({ program: 'npm', args: ['ci', ...FLAGS], directory: unfinished });
		await rename(unfinished, directory);
	} finally {
		await rm(unfinished, { recursive: true, force: true });
	}
}
