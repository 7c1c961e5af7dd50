import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packCommunityPackage } from '../sandbox/n8n/run/communityPackage';
import { runCommand } from './command';
import { runJestProject, type JestProject, type Tally } from './jestProject';

interface Step {
	readonly name: string;
	readonly title: string;
	readonly run: () => Promise<Tally>;
}

const ROOT = join(__dirname, '..');
const SOURCE = ['package.json', '{nodes,credentials}/**/*.{js,ts,json}'];
const temporary = mkdtempSync(join(tmpdir(), 'twilio-call-messages-test-'));

const STEPS: readonly Step[] = [
	check(
		'lint',
		"Lint with n8n's rules",
		async () => await runCommand('npm', ['run', '--silent', 'lint']),
	),
	check('types', 'Types', async () => await runCommand('npm', ['run', '--silent', 'types'])),
	tests('unit', 'Unit tests'),
	tests('engine', "Nodes executed by n8n's real workflow engine"),
	tests('contract', 'The Twilio emulator, driven by Twilio’s own SDK and API description'),
	check('build', 'Build', async () => await runCommand('npm', ['run', '--silent', 'build'])),
	check('scan-source', "n8n's scanner on the source", async () => await scan(ROOT, SOURCE)),
	check(
		'scan-package',
		"n8n's scanner on the packed package",
		async () => await scan(await unpacked()),
	),
	tests('e2e', 'End to end: the packed package in a real n8n'),
	tests('e2e-n8n-1', 'End to end: the same package in n8n 1'),
	tests('browser', 'The editor, in a real browser'),
	tests('phone', 'A call with Twilio’s own Voice SDK, in a real browser'),
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

/** A step that counts each test of a Jest project. */
function tests(name: JestProject, title: string): Step {
	return { name, title, run: async () => await runJestProject(name) };
}

async function scan(folder: string, patterns: readonly string[] = []): Promise<boolean> {
	return await runCommand(process.execPath, ['test/scan.mjs', folder, ...patterns]);
}

async function unpacked(): Promise<string> {
	const tarball = await packCommunityPackage(temporary);
	await runCommand('tar', ['-xzf', tarball, '-C', temporary]);
	return join(temporary, 'package');
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}
