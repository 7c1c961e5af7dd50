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

/** Puts the package where n8n looks for community packages, as if it was installed. */
export async function installBarePackage(
	{ name, file, source }: BarePackage,
	userFolder: string,
): Promise<void> {
	const directory = join(userFolder, '.n8n', 'nodes', 'node_modules', name);
	const manifest = { name, version: '0.0.0', n8n: { n8nNodesApiVersion: 1, nodes: [file] } };
	await mkdir(directory, { recursive: true });
	await writeFile(join(directory, 'package.json'), JSON.stringify(manifest));
	await writeFile(join(directory, file), source);
}
