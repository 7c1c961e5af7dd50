import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { run } from '../install/command';

const REPOSITORY = join(__dirname, '..', '..', '..');
const PACKAGE = 'n8n-nodes-twilio-call-messages';

const packed = z.tuple([z.object({ filename: z.string() })]);
const manifest = z.object({ dependencies: z.record(z.string()).default({}) }).passthrough();

/**
 * Packs this repository as npm would publish it into the folder `destination` and returns the
 * tarball's path. Throws when `dist` is not built.
 */
export async function packCommunityPackage(destination: string): Promise<string> {
	if (!existsSync(join(REPOSITORY, 'dist'))) {
		throw new Error('There is no dist folder to pack: run npm run build first.');
	}
	await mkdir(destination, { recursive: true });
	const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', destination];
	const [{ filename }] = packed.parse(
		JSON.parse(await run({ program: 'npm', args, directory: REPOSITORY })),
	);
	return join(destination, filename);
}

/**
 * Unpacks the tarball where n8n looks for community packages, replacing an earlier one. As n8n's own
 * installer does, it drops what must not be resolved at run time: devDependencies, peerDependencies
 * (a second n8n-workflow would break instanceof) and optionalDependencies.
 * Throws when the package has dependencies: n8n would install them, this does not.
 */
export async function installCommunityPackage(tarball: string, userFolder: string): Promise<void> {
	const directory = installedIn(userFolder);
	await rm(directory, { recursive: true, force: true });
	await mkdir(directory, { recursive: true });
	await run({ program: 'tar', args: ['-xzf', tarball, '--strip-components=1'], directory });
	const file = join(directory, 'package.json');
	await writeFile(file, JSON.stringify(asInstalled(await readFile(file, 'utf8')), null, 2));
}

/** Replaces what n8n runs by `dist` as it is now, in place: an n8n that watches the folder loads it anew. */
export async function updateCommunityPackage(userFolder: string): Promise<void> {
	await cp(join(REPOSITORY, 'dist'), join(installedIn(userFolder), 'dist'), { recursive: true });
}

const installedIn = (userFolder: string) =>
	join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE);

function asInstalled(packageJson: string): object {
	const { dependencies, ...rest } = manifest.parse(JSON.parse(packageJson));
	if (Object.keys(dependencies).length > 0) {
		throw new Error(`${PACKAGE} must have no dependencies: n8n does not verify packages with any.`);
	}
	const isDropped = /^(dev|peer|optional)Dependencies$/;
	return Object.fromEntries(Object.entries(rest).filter(([name]) => !isDropped.test(name)));
}
