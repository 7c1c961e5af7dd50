import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { cacheDirectory, N8N } from './cache';
import { run } from './command';
import { compile } from './compile';
import { explainInstallFailure } from './installFailure';
import { withInstallLock } from './installLock';
import { findNode24, requireNode24 } from './node24';
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
	const directory = cacheDirectory(pinned);
	if (existsSync(directory)) return describe(directory, true);
	await mkdir(dirname(directory), { recursive: true });
	return await withInstallLock(directory, progress, async () => {
		if (existsSync(directory)) return describe(directory, true);
		await installInto(directory, pinned, progress);
		return describe(directory, false);
	});
}

async function installInto(directory: string, pinned: string, progress: Progress): Promise<void> {
	const unfinished = `${directory}.unfinished`;
	await rm(unfinished, { recursive: true, force: true });
	try {
		await mkdir(unfinished);
		await download(unfinished, pinned, progress);
		await compile(unfinished, progress);
		await rename(unfinished, directory);
	} catch (error) {
		throw explainInstallFailure(error);
	} finally {
		await rm(unfinished, { recursive: true, force: true });
	}
}

async function download(directory: string, pinned: string, progress: Progress): Promise<void> {
	for (const file of ['package.json', 'package-lock.json']) {
		await copyFile(join(pinned, file), join(directory, file));
	}
	const size = '2 to 3 GB, usually 4 minutes, once per machine';
	await withHeartbeat(
		progress,
		`Installing n8n ${versionPinnedBy(directory)} (${size})`,
		async () => {
			const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
			await run({ program: 'npm', args: ['ci', ...flags], directory });
		},
	);
}

function describe(directory: string, wasCached: boolean): N8nInstallation {
	return {
		directory,
		node: findNode24(directory).binary,
		version: versionPinnedBy(directory),
		wasCached,
	};
}

/** The version of n8n that a folder's package.json names. */
export function versionPinnedBy(directory: string): string {
	const file: unknown = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
	return z.object({ dependencies: z.object({ n8n: z.string() }) }).parse(file).dependencies.n8n;
}
