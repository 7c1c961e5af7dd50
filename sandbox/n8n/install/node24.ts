import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

const NEEDED_MAJOR = 24;

/** The Node that runs n8n; `headers` is what node-gyp compiles against (absent: it finds its own). */
export type Node24 = { readonly binary: string; readonly headers?: string };

/** Throws at once, before gigabytes are downloaded, when this machine has no Node that can run n8n. */
export function requireNode24(): void {
	if (process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)) return;
	if (isNewEnough(process.versions.node)) return;
	throw new Error(
		`n8n needs Node ${NEEDED_MAJOR} (n8n 2.41 "engines"), and npm packages it for Linux on x64 and arm64 only. ` +
			`This is Node ${process.versions.node}: run the command again with Node ${NEEDED_MAJOR}.`,
	);
}

/** The npm package `node-<platform>-<arch>` inside an installation, else the running Node. */
export function findNode24(installationDirectory: string): Node24 {
	const name = `node-${process.platform}-${process.arch}`;
	const headers = join(installationDirectory, 'node_modules', name);
	const binary = join(headers, 'bin', 'node');
	return existsSync(binary) ? { binary, headers } : { binary: process.execPath };
}

/** `PATH` with Node 24 first, so that `npm`, node-gyp and n8n's children use it. */
export function pathWith(node: Node24): string {
	return [dirname(node.binary), process.env['PATH'] ?? ''].join(delimiter);
}

function isNewEnough(version: string): boolean {
	return Number(version.split('.')[0]) >= NEEDED_MAJOR;
}
