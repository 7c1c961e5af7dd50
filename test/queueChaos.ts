import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// The full form of test/queue/kills.test.ts: 5,000 messages in four storms, in which every process of n8n is killed once.
const jest = ['jest', '--config', 'test/jest.config.cjs', '--selectProjects', 'queue'];
const { status } = spawnSync('npx', [...jest, '--testPathPatterns', 'kills'], {
	cwd: join(__dirname, '..'),
	env: { QUEUE_CHAOS_MESSAGES: '1250', ...process.env },
	stdio: 'inherit',
	shell: process.platform === 'win32',
});
process.exitCode = status ?? 1;
