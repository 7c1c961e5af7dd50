import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runCommand } from './command';

/** The projects of `jest.config.cjs`. */
export const JEST_PROJECTS = [
	'unit',
	'engine',
	'contract',
	'e2e',
	'e2e-n8n-1',
	'browser',
	'phone',
] as const;
export type JestProject = (typeof JEST_PROJECTS)[number];

/** What ran. */
export interface Tally {
	readonly passed: number;
	readonly failed: number;
}

/**
 * Options of some projects. The files of `phone` set up the same workflows in one n8n, so that one has to follow the other;
 * and the WebRTC library goes on repeating the handshake of a call that was cut off in it, for up to half a minute.
 */
const OPTIONS: Readonly<Partial<Record<JestProject, readonly string[]>>> = {
	phone: ['--runInBand', '--forceExit'],
};

/** Runs a project of `jest.config.cjs` and counts each test. A suite that could not even start is a failure. */
export async function runJestProject(name: JestProject): Promise<Tally> {
	const folder = mkdtempSync(join(tmpdir(), 'twilio-call-messages-jest-'));
	const report = join(folder, 'report.json');
	const config = ['--config', 'test/jest.config.cjs', '--selectProjects', name];
	const output = ['--ci', '--json', '--outputFile', report];
	try {
		// Jest writes its report for people to stderr, so the JSON on stdout can be left out.
		await runCommand('npx', ['jest', ...config, ...(OPTIONS[name] ?? []), ...output], 'ignore');
		return tallyOf(JSON.parse(readFileSync(report, 'utf8')));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function tallyOf(report: Record<string, unknown>): Tally {
	const count = (name: string) => Number(report[name]);
	return {
		passed: count('numPassedTests'),
		failed: count('numFailedTests') + count('numPendingTests') + count('numRuntimeErrorTestSuites'),
	};
}
