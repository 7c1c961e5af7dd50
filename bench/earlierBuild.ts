import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';

import { run } from '../sandbox/n8n/install/command';
import { installingAs, type Install } from './barePackage';

const ROOT = join(__dirname, '..');

/** The commit whose figures are to be beaten: the first version that was whole. */
export const EARLIER = '171836e';

/**
 * Lends the sources of an earlier commit, to be measured beside today's in the same run. They are unpacked inside the
 * project, where they find the same libraries. Throws where the history does not reach back (a shallow clone).
 */
export async function withEarlierBuild<T>(
	commit: string,
	use: (folder: string) => Promise<T>,
): Promise<T> {
	const folder = mkdtempSync(join(ROOT, 'node_modules', '.earlier-'));
	try {
		const paths = ['nodes', 'credentials', 'index.ts', 'tsconfig.json'];
		const archive = execFileSync('git', ['archive', commit, ...paths], {
			cwd: ROOT,
			maxBuffer: 64 * 1024 * 1024,
		});
		execFileSync('tar', ['-x', '-C', folder], { input: archive });
		return await use(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The package an earlier commit becomes, so that n8n can have it beside ours. */
export const EARLIER_PACKAGE = 'n8n-nodes-earlier-call-messages';

/** Compiles an earlier commit into `folder`; resolves with how to install its trigger beside ours, whose credential it takes. */
export async function compileEarlier(commit: string, folder: string): Promise<Install> {
	const dist = join(folder, 'earlier', 'dist');
	await compileInto(dist, commit);
	const trigger = 'dist/nodes/TwilioCallMessages/TwilioCallMessagesTrigger.node.js';
	return installingAs(EARLIER_PACKAGE, [trigger], async (directory) => {
		await cp(dist, join(directory, 'dist'), { recursive: true });
	});
}

/** Compiles an earlier commit. */
export async function compileInto(dist: string, commit: string): Promise<void> {
	await withEarlierBuild(commit, async (sources) => {
		const args = [require.resolve('typescript/bin/tsc'), '-p', sources, '--outDir', dist];
		await run({ program: process.execPath, args, directory: sources });
	});
}
