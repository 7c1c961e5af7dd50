import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheDirectory } from './cache';
import { run } from './command';
import { withInstallLock } from './installLock';
import type { Progress } from './progress';

/** A folder with a package.json and a lockfile, and how it becomes an installation. */
export type PinnedFolder = {
	readonly pinned: string;
	/** The first part of the name of its folder in the cache. */
	readonly name: string;
	/** Installs into a folder that holds copies of the two files. */
	readonly install: (directory: string) => Promise<void>;
};

export type Installation = { readonly directory: string; readonly wasCached: boolean };

/**
 * What a folder pins, installed into the cache when it is not there. Of several processes one installs, the others wait.
 * Rejects as `install` does; a failed install leaves nothing behind.
 */
export async function ensurePinned(
	folder: PinnedFolder,
	progress: Progress,
): Promise<Installation> {
	const directory = cacheDirectory(folder.pinned, folder.name);
	if (existsSync(directory)) return { directory, wasCached: true };
	await mkdir(dirname(directory), { recursive: true });
	return await withInstallLock(directory, progress, async () => {
		if (existsSync(directory)) return { directory, wasCached: true };
		await installInto(directory, folder);
		return { directory, wasCached: false };
	});
}

/** Options of npm: no scripts of packages, and no more words than needed. */
export const QUIETLY = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** Installs what the lockfile in this folder names, without scripts. Rejects with the end of npm's log. */
export async function npmCi(directory: string, options: readonly string[] = []): Promise<void> {
	await run({ program: 'npm', args: ['ci', ...QUIETLY, ...options], directory });
}

async function installInto(directory: string, { pinned, install }: PinnedFolder): Promise<void> {
	const unfinished = `${directory}.unfinished`;
	await rm(unfinished, { recursive: true, force: true });
	try {
		await mkdir(unfinished);
		for (const file of ['package.json', 'package-lock.json']) {
			await copyFile(join(pinned, file), join(unfinished, file));
		}
		await install(unfinished);
		await rename(unfinished, directory);
	} finally {
		await rm(unfinished, { recursive: true, force: true });
	}
}
