import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// The full form of test/engine/chaos.test.ts: 10,000 messages over 200 calls.
const jest = ['jest', '--config', 'test/jest.config.cjs', '--selectProjects', 'engine'];
const { status } = spawnSync('npx', [...jest, '--testPathPatterns', 'chaos'], {
	cwd: join(__dirname, '..'),
	env: { CHAOS_MESSAGES: '10000', ...process.env },
	stdio: 'inherit',
	shell: process.platform === 'win32',
});
process.exitCode = status ?? 1;
