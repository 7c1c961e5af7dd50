import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { z } from 'zod';

import { run } from '../sandbox/n8n/install/command';
import type { Print } from './command';
import { N8N_VERSIONS } from './n8nVersions';

const DIST = join(__dirname, '..', 'dist');

/**
 * Tells whether the n8n-workflow of each version of n8n has all that the built nodes take from it: n8n would not load a node
 * that calls what is not there, or end an execution. Fetches them from the npm registry.
 */
export async function checkImports(print: Print): Promise<boolean> {
	const names = namesImported();
	if (names.length === 0) throw new Error('The built nodes take nothing from n8n-workflow?');
	const folder = mkdtempSync(join(tmpdir(), 'twilio-call-messages-imports-'));
	try {
		const specs = N8N_VERSIONS.map(([, version]) => `n8n-workflow@${version}`);
		await run({ program: 'npm', args: ['pack', '--silent', ...specs], directory: folder });
		const missing = await Promise.all(
			N8N_VERSIONS.map(async ([n8n, version]) => {
				const exported = await namesExported(folder, version);
				const absent = names.filter((name) => !exported.has(name));
				print(`  n8n ${n8n}: ${absent.length > 0 ? `error: no ${absent.join(', ')}` : 'all'}\n`);
				return absent;
			}),
		);
		return missing.flat().length === 0;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function namesImported(): string[] {
	const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' });
	const used = files
		.filter((file) => file.endsWith('.js'))
		.flatMap((file) => [
			...readFileSync(join(DIST, file), 'utf8').matchAll(/\bn8n_workflow_\d+\.(\w+)/g),
		]);
	return [...new Set(used.map(([, name = '']) => name))].sort();
}

async function namesExported(folder: string, version: string): Promise<Set<string>> {
	const directory = join(folder, `n8n-workflow-${version}`);
	const tarball = `${directory}.tgz`;
	mkdirSync(directory);
	const unpack = ['-xzf', tarball, '-C', directory, '--strip-components=1'];
	await run({ program: 'tar', args: unpack, directory: folder });
	const manifest: unknown = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
	const { types } = z.object({ types: z.string() }).parse(manifest);
	const program = ts.createProgram([join(directory, types)], { types: [], noLib: true });
	const checker = program.getTypeChecker();
	const [index] = program.getRootFileNames().map((name) => program.getSourceFile(name));
	const module = index && checker.getSymbolAtLocation(index);
	const exports = module ? checker.getExportsOfModule(module) : [];
	return new Set(exports.map(({ name }) => name));
}
