import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { z } from 'zod';

import { runCommand, type Print } from './command';
import { reasonIn } from './leftOut';

const ROOT = join(__dirname, '..');

/** The projects of `jest.config.cjs`. */
export const JEST_PROJECTS = [
	'unit',
	'engine',
	'contract',
	'clients',
	'e2e',
	'versions',
	'browser',
	'phone',
	'phone-firefox',
	'queue',
] as const;
export type JestProject = (typeof JEST_PROJECTS)[number];

/** A Jest that has reported ends unless something a test started is still open: then it would never end. */
const LINGERS_MS = 60_000;

/** What ran. */
export interface Tally {
	readonly passed: number;
	/** The name of everything that failed. */
	readonly failures: readonly string[];
	/** For each test that was left out, since what it needs is not to be had: why. */
	readonly leftOut: readonly string[];
}

/**
 * Options of some projects. Much of what the files of `e2e` do is waiting, each with an emulator of its own. The files of `phone` set up the same workflows in one n8n, so that one has to follow the other;
 * and the WebRTC library goes on repeating the handshake of a call that was cut off in it, for up to half a minute.
 */
const OPTIONS: Readonly<Partial<Record<JestProject, readonly string[]>>> = {
	e2e: ['--maxWorkers=2'],
	phone: ['--runInBand', '--forceExit'],
	'phone-firefox': ['--runInBand', '--forceExit'],
	queue: ['--runInBand'], // each file has an n8n of five processes
};

/** Runs a project of `jest.config.cjs` and counts each test. A suite that could not even start is a failure. */
export async function runJestProject(name: JestProject, print?: Print): Promise<Tally> {
	const folder = mkdtempSync(join(tmpdir(), 'twilio-call-messages-jest-'));
	const report = join(folder, 'report.json');
	const jest = [require.resolve('jest/bin/jest'), '--config', 'test/jest.config.cjs'];
	const options = ['--selectProjects', name, ...(OPTIONS[name] ?? [])];
	const output = ['--ci', '--json', '--outputFile', report];
	const lingering = new AbortController();
	const watch = setInterval(() => {
		if (existsSync(report) && Date.now() - statSync(report).mtimeMs > LINGERS_MS) lingering.abort();
	}, 1000);
	try {
		await runCommand(process.execPath, [...jest, ...options, ...output], print, {
			stdout: 'ignore', // Jest writes its report for people to stderr
			signal: lingering.signal,
		});
		const tally = tallyOf(JSON.parse(readFileSync(report, 'utf8')));
		return lingering.signal.aborted
			? { ...tally, failures: [...tally.failures, 'something is still open after the last test'] }
			: tally;
	} finally {
		clearInterval(watch);
		rmSync(folder, { recursive: true, force: true });
	}
}

const reportShape = z.object({
	numPassedTests: z.number(),
	testResults: z.array(
		z.object({
			name: z.string(),
			status: z.string(),
			assertionResults: z.array(
				z.object({
					fullName: z.string(),
					ancestorTitles: z.array(z.string()),
					status: z.string(),
				}),
			),
		}),
	),
});

/** A test that was left out without a reason counts as failed, and so does a file that could not be run. */
function tallyOf(report: unknown): Tally {
	const { numPassedTests, testResults } = reportShape.parse(report);
	const reasonOf = ({ status, ancestorTitles }: { status: string; ancestorTitles: string[] }) =>
		status === 'pending' ? reasonIn(ancestorTitles) : undefined;
	const failures = testResults.flatMap(({ name, status, assertionResults }) => {
		const failed = assertionResults.filter(
			(test) => test.status !== 'passed' && reasonOf(test) === undefined,
		);
		const file = relative(ROOT, name);
		if (failed.length > 0) return failed.map(({ fullName }) => `${fullName} (${file})`);
		return status === 'failed' ? [file] : [];
	});
	const leftOut = testResults.flatMap(({ assertionResults }) =>
		assertionResults.flatMap((test) => reasonOf(test) ?? []),
	);
	return { passed: numPassedTests, failures, leftOut };
}
