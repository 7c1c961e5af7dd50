// Installs the project's own tools when they are missing or outdated. Runs before anything is installed,
// so it imports nothing but Node itself.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const HEARTBEAT_MS = 15_000;

const packagesOf = (file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages;

function isUpToDate() {
	if (!existsSync(join(ROOT, 'node_modules/.package-lock.json'))) return false;
	const installed = packagesOf('node_modules/.package-lock.json');
	return Object.entries(packagesOf('package-lock.json')).every(
		([path, { version, optional }]) =>
			path === '' || optional || installed[path]?.version === version,
	);
}

function install() {
	const started = Date.now();
	const elapsed = () => `${Math.round((Date.now() - started) / 1000)} s`;
	console.log(
		"Installing the project's tools (about 1 GB, usually 1 to 2 minutes, once per clone)…",
	);
	const heartbeat = setInterval(
		() => console.log(`  still installing, ${elapsed()}`),
		HEARTBEAT_MS,
	);
	// Without scripts: one dependency of n8n's linter runs npx when it is installed.
	const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	return new Promise((resolve, reject) => {
		spawn('npm', args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' })
			.once('error', reject)
			.once('exit', (code) => {
				clearInterval(heartbeat);
				if (code !== 0) return reject(new Error(`npm ci failed with exit code ${code}`));
				console.log(`  done in ${elapsed()}`);
				resolve();
			});
	});
}

if (!isUpToDate()) await install();
