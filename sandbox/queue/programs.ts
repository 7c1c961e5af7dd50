import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const DEBIAN_PACKAGES = 'redis-server postgresql haproxy';

/** What queue mode needs beside n8n, by the paths of the programs. */
export interface Programs {
	readonly redis: string;
	readonly initdb: string;
	readonly postgres: string;
	readonly haproxy: string;
}

/** Finds the programs that queue mode needs. Throws with what is missing, and how to get it. */
export function findPrograms(): Programs {
	const found = {
		redis: findProgram('redis-server'),
		initdb: findProgram('initdb', postgresFolders()),
		postgres: findProgram('postgres', postgresFolders()),
		haproxy: findProgram('haproxy'),
	};
	const missing = Object.keys(found).filter((name) => found[name as keyof Programs] === undefined);
	if (missing.length > 0) {
		throw new Error(
			`Queue mode needs Redis, PostgreSQL and HAProxy on this machine, and cannot find: ${missing.join(', ')}. On Debian and Ubuntu: apt-get install ${DEBIAN_PACKAGES}. On macOS: brew install redis postgresql@17 haproxy`,
		);
	}
	return found as Programs;
}

/** Finds a program by its name in PATH and where system programs are; undefined when there is none. */
export function findProgram(name: string, folders: readonly string[] = []): string | undefined {
	const inPath = (process.env['PATH'] ?? '').split(delimiter);
	return [...folders, ...inPath, '/usr/sbin', '/usr/local/sbin']
		.map((folder) => join(folder, name))
		.find((path) => existsSync(path));
}

/** Debian and Homebrew keep the server's programs out of PATH; the newest first. */
function postgresFolders(): string[] {
	const debian = '/usr/lib/postgresql';
	const brew = ['/opt/homebrew/opt', '/usr/local/opt'].flatMap((folder) =>
		namesIn(folder)
			.filter((name) => name.startsWith('postgresql@'))
			.map((name) => join(folder, name, 'bin')),
	);
	return [...namesIn(debian).map((version) => join(debian, version, 'bin')), ...brew].reverse();
}

const namesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);
