import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packCommunityPackage } from '../sandbox/n8n/run/communityPackage';

/** What ran in a step. */
interface Tally {
	readonly passed: number;
	readonly failed: number;
}

interface Step {
	readonly name: string;
	readonly title: string;
	readonly run: () => Promise<Tally>;
}

const ROOT = join(__dirname, '..');
const SOURCE = ['package.json', '{nodes,credentials}/**/*.{js,ts,json}'];
const temporary = mkdtempSync(join(tmpdir(), 'twilio-call-messages-test-'));

const STEPS: readonly Step[] = [
	check('lint', "Lint with n8n's rules", async () => await run('npm', ['run', '--silent', 'lint'])),
	check('types', 'Types', async () => await run('npm', ['run', '--silent', 'types'])),
	tests('unit', 'Unit tests'),
	tests('engine', "Nodes executed by n8n's real workflow engine"),
	tests('contract', 'The Twilio emulator, driven by Twilio’s own SDK and API description'),
	check('build', 'Build', async () => await run('npm', ['run', '--silent', 'build'])),
	check('scan-source', "n8n's scanner on the source", async () => await scan(ROOT, SOURCE)),
	check(
		'scan-package',
		"n8n's scanner on the packed package",
		async () => await scan(await unpacked()),
	),
	tests('e2e', 'End to end: the packed package in a real n8n'),
	tests('e2e-n8n-1', 'End to end: the same package in n8n 1'),
	tests('browser', 'The editor, in a real browser'),
];

void main(process.argv.slice(2));

/** Runs all steps, or those named on the command line, and ends with the sum of everything that ran. */
async function main(names: readonly string[]): Promise<void> {
	const steps = STEPS.filter(({ name }) => names.length === 0 || names.includes(name));
	const total = { passed: 0, failed: 0 };
	const failedSteps: string[] = [];
	for (const step of steps) {
		const { passed, failed } = await runStep(step);
		total.passed += passed;
		total.failed += failed;
		if (failed > 0) failedSteps.push(step.name);
	}
	rmSync(temporary, { recursive: true, force: true });
	if (failedSteps.length > 0)
		say(`Failed: ${failedSteps.join(', ')}. One alone: npm test -- ${failedSteps[0]}`);
	say(`${total.passed} passed, ${total.failed} failed`);
	process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
}

async function runStep({ name, title, run }: Step): Promise<Tally> {
	say(`\n— ${title} (${name})`);
	const started = Date.now();
	const tally = await run().catch((error: unknown) => {
		say(String(error));
		return { passed: 0, failed: 1 };
	});
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	say(`  ${name}: ${tally.passed} passed, ${tally.failed} failed in ${seconds} s`);
	return tally;
}

/** A step that passes or fails as a whole. */
function check(name: string, title: string, isGood: () => Promise<boolean>): Step {
	const run = async () => ((await isGood()) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
	return { name, title, run };
}

/** A step that counts each test of a Jest project. A suite that could not even start is a failure. */
function tests(name: string, title: string): Step {
	return {
		name,
		title,
		run: async () => {
			const report = join(temporary, `${name}.json`);
			const config = ['--config', 'test/jest.config.cjs', '--selectProjects', name];
			await run('npx', ['jest', ...config, '--ci', '--json', '--outputFile', report], 'ignore');
			return tallyOf(JSON.parse(readFileSync(report, 'utf8')));
		},
	};
}

function tallyOf(report: Record<string, unknown>): Tally {
	const count = (name: string) => Number(report[name]);
	return {
		passed: count('numPassedTests'),
		failed: count('numFailedTests') + count('numPendingTests') + count('numRuntimeErrorTestSuites'),
	};
}

async function scan(folder: string, patterns: readonly string[] = []): Promise<boolean> {
	return await run(process.execPath, ['test/scan.mjs', folder, ...patterns]);
}

async function unpacked(): Promise<string> {
	const tarball = await packCommunityPackage(temporary);
	await run('tar', ['-xzf', tarball, '-C', temporary]);
	return join(temporary, 'package');
}

/** Jest writes its report for people to stderr, so the JSON on stdout can be left out. */
async function run(
	program: string,
	args: readonly string[],
	stdout: 'inherit' | 'ignore' = 'inherit',
): Promise<boolean> {
	const shell = process.platform === 'win32';
	const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', stdout, 'inherit'], shell });
	return await new Promise((resolve, reject) => {
		child.once('error', reject).once('exit', (code) => resolve(code === 0));
	});
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}
