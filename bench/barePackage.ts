import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A community package with one node, which ours is compared with. */
export interface BarePackage {
	readonly name: string;
	/** named like the class in it, e.g. `BareTrigger.node.js` */
	readonly file: string;
	/** JavaScript, as n8n loads it */
	readonly source: string;
}

/** Puts a package where an n8n with this user folder looks for community packages, as if it was installed. */
export type Install = (userFolder: string) => Promise<void>;

/** How to install a package of these node files, which `put` puts into its folder. */
export function installingAs(
	name: string,
	nodes: readonly string[],
	put: (directory: string) => Promise<void>,
): Install {
	return async (userFolder) => {
		const directory = join(userFolder, '.n8n', 'nodes', 'node_modules', name);
		const manifest = { name, version: '0.0.0', n8n: { n8nNodesApiVersion: 1, nodes } };
		await mkdir(directory, { recursive: true });
		await writeFile(join(directory, 'package.json'), JSON.stringify(manifest));
		await put(directory);
	};
}

/** How to install a bare package. */
export function installing({ name, file, source }: BarePackage): Install {
	return installingAs(name, [file], async (directory) => {
		await writeFile(join(directory, file), source);
	});
}
