import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { run, type Command } from './command';
import { findNode24, pathWith, type Node24 } from './node24';
import { withHeartbeat, type Progress } from './progress';

/** The only dependencies n8n cannot start without that need their install script. Before 1.123 it has one of them. */
const nativeModulesIn = (directory: string) =>
	['sqlite3', 'isolated-vm'].filter((name) => existsSync(join(directory, 'node_modules', name)));

/** Makes the native modules of an installed n8n and loads each once. Rejects with the end of the compiler's log. */
export async function compile(directory: string, progress: Progress): Promise<void> {
	const node = findNode24(directory);
	await withHeartbeat(progress, "Compiling n8n's native modules (usually 1 minute)", async () => {
		await run(rebuildCommand(directory, node));
		const load = nativeModulesIn(directory)
			.map((name) => `require('${name}')`)
			.join(';');
		await run({ program: node.binary, args: ['--no-node-snapshot', '-e', load], directory });
	});
}

/**
 * The install script of sqlite3 first looks for a binary on GitHub that no lockfile covers (`prebuild-install -r napi ||
 * node-gyp rebuild`): it has to compile. That of isolated-vm downloads nothing: it takes a binary out of its own package,
 * or compiles where none fits.
 */
export function rebuildCommand(directory: string, node: Node24): Command {
	return {
		program: 'npm',
		args: ['rebuild', ...nativeModulesIn(directory)],
		directory,
		env: {
			PATH: pathWith(node),
			npm_config_build_from_source: 'sqlite3',
			...(node.headers !== undefined && { npm_config_nodedir: node.headers }),
		},
	};
}
