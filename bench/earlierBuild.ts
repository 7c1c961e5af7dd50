import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

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
		const archive = execFileSync('git', ['archive', commit, 'nodes', 'credentials'], {
			cwd: ROOT,
			maxBuffer: 64 * 1024 * 1024,
		});
		execFileSync('tar', ['-x', '-C', folder], { input: archive });
		return await use(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
