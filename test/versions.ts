import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { cacheDirectory, N8N, N8N_1 } from '../sandbox/n8n/install/cache';
import { ensureN8n, versionPinnedBy } from '../sandbox/n8n/install/install';
import { pinVersion } from '../sandbox/n8n/install/pinVersion';
import { runJestProject, type Tally } from './jestProject';
import { N8N_VERSIONS } from './n8nVersions';

const USAGE = `Usage: npm run versions -- [version…]   tries these nodes in versions of n8n, one after the other
       By default: ${N8N_VERSIONS.map(([n8n]) => n8n).join(' ')}`;
const PINNED = [N8N, N8N_1];
const say = (text: string) => console.log(`  ${text}`);

void main(process.argv.slice(2));

/** Runs the short suite in each version, and ends with a line for each. What it installs for that it removes again. */
async function main(chosen: readonly string[]): Promise<void> {
	if (!chosen.every((version) => /^\d+\.\d+\.\d+$/.test(version))) {
		console.error(USAGE);
		process.exitCode = 2;
		return;
	}
	const versions = chosen.length > 0 ? chosen : N8N_VERSIONS.map(([n8n]) => n8n);
	const lines: string[] = [];
	for (const version of versions) {
		console.log(`\n— n8n ${version}`);
		const { passed, failures } = await tryVersion(version).catch(asFailure);
		for (const failure of failures) console.log(`Failed: ${failure}`);
		lines.push(`n8n ${version.padEnd(10)} ${passed} passed, ${failures.length} failed`);
		if (failures.length > 0 || passed === 0) process.exitCode = 1;
	}
	console.log(`\n${lines.join('\n')}`);
}

async function tryVersion(version: string): Promise<Tally> {
	const pinned = PINNED.find((folder) => versionPinnedBy(folder) === version);
	if (pinned !== undefined) return await runSuite(pinned);
	const folder = mkdtempSync(join(tmpdir(), `n8n-${version}-`));
	try {
		await pinVersion(version, folder, say);
		return await runSuite(folder).finally(() => remove(cacheDirectory(folder)));
	} finally {
		remove(folder);
	}
}

function remove(folder: string): void {
	rmSync(folder, { recursive: true, force: true });
}

async function runSuite(pinned: string): Promise<Tally> {
	await ensureN8n(say, pinned);
	process.env['N8N_PINNED'] = pinned;
	return await runJestProject('versions');
}

function asFailure(error: unknown): Tally {
	return { passed: 0, failures: [String(error)], leftOut: [] };
}
