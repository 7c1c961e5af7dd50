import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The full form of some tests: which they are, and what makes them long. */
const LONG_FORMS = {
	/** test/engine/chaos.test.ts: 10,000 messages over 200 calls. */
	engine: { pattern: 'chaos', env: { CHAOS_MESSAGES: '10000' } },
	/** test/queue/kills.test.ts: 5,000 messages in four storms, in which every process of n8n is killed once. */
	queue: { pattern: 'kills', env: { QUEUE_CHAOS_MESSAGES: '1250' } },
};

const project = process.argv[2] === 'queue' ? 'queue' : 'engine';
const { pattern, env } = LONG_FORMS[project];
const jest = ['jest', '--config', 'test/jest.config.cjs', '--selectProjects', project];
const { status } = spawnSync('npx', [...jest, '--testPathPatterns', pattern], {
	cwd: join(__dirname, '..'),
	env: { ...env, ...process.env },
	stdio: 'inherit',
	shell: process.platform === 'win32',
});
process.exitCode = status ?? 1;
