import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const { env, platform, arch } = process;

/** The folder with the package.json and lockfile that pin n8n. */
export const N8N = join(__dirname, '..');

/** The same for the last n8n 1.x. */
export const N8N_1 = join(__dirname, '..', '..', 'n8n-1');

/**
 * The folder that holds what is installed, by default n8n: outside the clone, one per lockfile and platform, so that
 * every checkout shares it and a bumped lockfile starts a new one. Not created here.
 */
export function cacheDirectory(pinned: string, name = 'n8n'): string {
	const lockfile = readFileSync(join(pinned, 'package-lock.json'), 'utf8');
	const key = createHash('sha256')
		.update(`${lockfile}${platform}-${arch}`)
		.digest('hex')
		.slice(0, 16);
	return join(cacheRoot(), 'n8n-nodes-twilio-call-messages', `${name}-${key}`);
}

function cacheRoot(): string {
	const chosen = env['N8N_SANDBOX_CACHE'] || env['XDG_CACHE_HOME'];
	if (chosen) return chosen;
	if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
	if (platform === 'win32') return env['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local');
	return join(homedir(), '.cache');
}
