import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { ensurePinned, npmCi } from '../../../sandbox/n8n/install/pinnedFolder';
import { withHeartbeat, type Progress } from '../../../sandbox/n8n/install/progress';
import type { ClientName, FoundClient } from './clientNames';

export type PinnedClient = Exclude<ClientName, 'python3-twilio'>;

/** What npm says of a package, or a version of it, that the registry does not have. */
const ABSENT = /\b(E404|ETARGET|notarget)\b/i;

/** Installs a client that `tools/` pins. One that the registry does not have is missing; rejects when anything else fails. */
export async function installClient(name: PinnedClient, progress: Progress): Promise<FoundClient> {
	const pinned = folderOf(name);
	const version = pinnedIn(name);
	const install = (directory: string) =>
		withHeartbeat(progress, `Installing ${version} (once per machine)`, () => npmCi(directory));
	try {
		const { directory } = await ensurePinned({ pinned, name, install }, progress);
		return { path: join(directory, 'node_modules'), version };
	} catch (error) {
		if (!isAbsent(error)) throw error;
		return { missing: `the npm registry does not have all of ${version}` };
	}
}

/** Whether an install failed because there is no such package or version. */
export const isAbsent = (error: unknown): boolean =>
	error instanceof Error && ABSENT.test(error.message);

const folderOf = (name: PinnedClient) => join(__dirname, '..', 'tools', name);

/** The package that `tools/` pins, and its version. */
export function pinnedIn(name: PinnedClient): string {
	const file: unknown = JSON.parse(readFileSync(join(folderOf(name), 'package.json'), 'utf8'));
	const { dependencies } = z.object({ dependencies: z.record(z.string()) }).parse(file);
	return Object.entries(dependencies)
		.map(([one, version]) => `${one} ${version}`)
		.join(', ');
}
