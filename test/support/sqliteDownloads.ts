import { once } from 'node:events';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { listen } from '../../sandbox/listen';
import { run, type Command } from '../../sandbox/n8n/install/command';

/**
 * What the install script of an n8n's sqlite3 tries to download before it compiles: the first line of each request to the
 * proxy it has to use, which lets nothing through.
 */
export async function sqliteDownloads(n8n: string, env: Command['env']): Promise<string[]> {
	const require = createRequire(join(n8n, 'node_modules/sqlite3/package.json'));
	const directory = await mkdtemp(join(tmpdir(), 'twilio-call-messages-sqlite3-'));
	await copyFile(require.resolve('sqlite3/package.json'), join(directory, 'package.json'));
	const { url, requests, stop } = await startProxy();
	const args = [require.resolve('prebuild-install/bin.js'), '-r', 'napi'];
	const proxy = { npm_config_https_proxy: url, npm_config_cache: directory };
	await run({ program: process.execPath, args, directory, env: { ...env, ...proxy } }).catch(
		() => undefined,
	);
	await stop();
	await rm(directory, { recursive: true });
	return requests;
}

async function startProxy() {
	const requests: string[] = [];
	const server = createServer((socket) => {
		socket.on('error', () => undefined);
		socket.once('data', (data) => {
			requests.push(String(data).split('\r\n', 1).join());
			socket.destroy();
		});
	});
	const port = await listen(server);
	const stop = async () => {
		server.close();
		await once(server, 'close');
	};
	return { url: `http://127.0.0.1:${port}`, requests, stop };
}
