import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { N8nInstallation } from '../install/install';
import { pathWith } from '../install/node24';
import type { Ports } from './ports';

/** Encrypts credentials in the sandbox's own database, which holds made-up ones only. */
const SANDBOX_ENCRYPTION_KEY = 'sandbox-only-key-protects-nothing-real';

/**
 * The environment n8n starts with: on loopback, without telemetry or calls home, and without the
 * caller's own n8n, npm, jest or database settings. `extra` wins.
 */
export function environment(
	installation: N8nInstallation,
	userFolder: string,
	ports: Ports,
	extra: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
	return {
		...withoutCallersSettings(process.env),
		PATH: pathWith({ binary: installation.node }),
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: SANDBOX_ENCRYPTION_KEY,
		N8N_PORT: String(ports.web),
		N8N_RUNNERS_BROKER_PORT: String(ports.broker),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		WEBHOOK_URL: `${baseUrlAt(ports.web)}/`,
		GENERIC_TIMEZONE: 'UTC',
		N8N_SECURE_COOKIE: 'false',
		...QUIET,
		...settingsOf(installation),
		...extra,
	};
}

/** Where n8n answers on this machine. */
export function baseUrlAt(port: number): string {
	return `http://127.0.0.1:${port}`;
}

const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
};

/** What not every n8n takes. */
function settingsOf({ version, directory }: N8nInstallation): NodeJS.ProcessEnv {
	// It fetches a list from the internet at every start; an n8n that does not know it would not start.
	const fetching = 'mcp-registry';
	const knowsIt = existsSync(join(directory, 'node_modules', 'n8n', 'dist', 'modules', fetching));
	return {
		// SQLite with a write-ahead log, as in 2.x always: without it n8n 1.x times out under load.
		...(version.startsWith('1.') && { DB_SQLITE_POOL_SIZE: '2' }),
		...(knowsIt && { N8N_DISABLED_MODULES: fetching }),
	};
}

function withoutCallersSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	// NODE_ENV: jest's 'test' makes n8n skip parts of its start.
	const isCallers =
		/^(N8N_|DB_|QUEUE_|EXECUTIONS_|WEBHOOK_|npm_|JEST_|NODE_ENV$|NODE_OPTIONS$|NODE_PATH$)/;
	return Object.fromEntries(Object.entries(env).filter(([name]) => !isCallers.test(name)));
}
