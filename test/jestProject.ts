import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { z } from 'zod';

import { runCommand, type Print } from './command';

const ROOT = join(__dirname, '..');

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
	/** The name of everything that failed. */
	readonly failures: readonly string[];
}

/**
 * Options of some projects. Much of what the files of `e2e` do is waiting, each with an emulator of its own. The files of `phone` set up the same workflows in one n8n, so that one has to follow the other;
 * and the WebRTC library goes on repeating the handshake of a call that was cut off in it, for up to half a minute.
 */
const OPTIONS: Readonly<Partial<Record<JestProject, readonly string[]>>> = {
	e2e: ['--maxWorkers=2'],
	phone: ['--runInBand', '--forceExit'],
};

/** Runs a project of `jest.config.cjs` and counts each test. A suite that could not even start is a failure. */
export async function runJestProject(name: JestProject, print?: Print): Promise<Tally> {
	const folder = mkdtempSync(join(tmpdir(), 'twilio-call-messages-jest-'));
	const report = join(folder, 'report.json');
	const jest = [require.resolve('jest/bin/jest'), '--config', 'test/jest.config.cjs'];
	const options = ['--selectProjects', name, ...(OPTIONS[name] ?? [])];
	const output = ['--ci', '--json', '--outputFile', report];
	try {
		// Jest writes its report for people to stderr, so the JSON on stdout can be left out.
		await runCommand(process.execPath, [...jest, ...options, ...output], print, 'ignore');
		return tallyOf(JSON.parse(readFileSync(report, 'utf8')));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const reportShape = z.object({
	numPassedTests: z.number(),
	testResults: z.array(
		z.object({
			name: z.string(),
			status: z.string(),
			assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
		}),
	),
});

/** A test that was left out counts as failed, and so does a file that could not be run. */
function tallyOf(report: unknown): Tally {
	const { numPassedTests, testResults } = reportShape.parse(report);
	const failures = testResults.flatMap(({ name, status, assertionResults }) => {
		const failed = assertionResults.filter((test) => test.status !== 'passed');
		const file = relative(ROOT, name);
		if (failed.length > 0) return failed.map(({ fullName }) => `${fullName} (${file})`);
		return status === 'failed' ? [file] : [];
	});
	return { passed: numPassedTests, failures };
}
