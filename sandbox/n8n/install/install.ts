import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { N8N } from './cache';
import { compile } from './compile';
import { explainInstallFailure } from './installFailure';
import { findNode24, requireNode24 } from './node24';
import { ensurePinned, npmCi } from './pinnedFolder';
import { withHeartbeat, type Progress } from './progress';

export type N8nInstallation = {
	/** holds `node_modules/n8n` */
	readonly directory: string;
	/** path of the Node 24 that runs it */
	readonly node: string;
	readonly version: string;
	readonly wasCached: boolean;
};

/**
 * The n8n that a folder pins, installed into the cache when it is not there (minutes and gigabytes,
 * once per machine). Of several processes one installs, the others wait. Throws with the end of npm's
 * log and what to do; a failed install leaves nothing behind.
 */
export async function ensureN8n(progress: Progress, pinned = N8N): Promise<N8nInstallation> {
	requireNode24();
	const install = async (directory: string) => {
		try {
			await download(directory, progress);
			await compile(directory, progress);
		} catch (error) {
			throw explainInstallFailure(error);
		}
	};
	const { directory, wasCached } = await ensurePinned({ pinned, name: 'n8n', install }, progress);
	return {
		directory,
		node: findNode24(directory).binary,
		version: versionPinnedBy(directory),
		wasCached,
	};
}

async function download(directory: string, progress: Progress): Promise<void> {
	const size = '2 to 3 GB, usually 4 minutes, once per machine';
	await withHeartbeat(progress, `Installing n8n ${versionPinnedBy(directory)} (${size})`, () =>
		npmCi(directory),
	);
}

/** The version of n8n that a folder's package.json names. */
export function versionPinnedBy(directory: string): string {
	const file: unknown = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
	return z.object({ dependencies: z.object({ n8n: z.string() }) }).parse(file).dependencies.n8n;
}
