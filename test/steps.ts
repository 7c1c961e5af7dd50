import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { packCommunityPackage } from '../sandbox/n8n/run/communityPackage';
import { runCommand, type Print } from './command';
import { checkImports } from './imports';
import { runJestProject, type JestProject } from './jestProject';
import type { Step } from './runSteps';

const ROOT = join(__dirname, '..');
const SOURCE = ['package.json', '{nodes,credentials}/**/*.{js,ts,json}'];

/**
 * All parts of the tests. The longest comes first, with those beside it that mind least being slowed down by an n8n: some
 * tests of `engine` and `contract` have to be as quick as Twilio demands.
 */
export const STEPS: readonly Step[] = [
	check('build', 'Build', (print) => npmRun('build', print)),
	check('lint', "Lint with n8n's rules", (print) => npmRun('lint', print)),
	tests('e2e', 'End to end: the packed package in a real n8n'),
	tests('unit', 'Unit tests'),
	check('types', 'Types', (print) => npmRun('types', print)),
	check('scan-source', "n8n's scanner on the source", (print) => scan(print, ROOT, SOURCE)),
	{
		...check('scan-package', "n8n's scanner on the packed package", scanPackage),
		after: ['build'],
	},
	{
		...check('imports', 'What the nodes take from n8n, in each version of it', checkImports),
		after: ['build'],
	},
	tests('engine', "Nodes executed by n8n's real workflow engine"),
	tests('contract', 'The Twilio emulator, driven by Twilio’s own SDK and API description'),
	tests('clients', 'The Twilio emulator, driven by clients that are not ours'),
	tests('browser', 'The editor, in a real browser'),
	tests('versions', 'End to end, a short suite: the same package in n8n 1'),
	{
		...tests('phone', 'A call with Twilio’s own Voice SDK, in a real browser'),
		isAlone: true, // what is said in a call is lost when it comes late
	},
	{
		...tests('phone-firefox', 'The same call in Firefox'),
		isAlone: true,
	},
	{
		...tests('queue', 'n8n in queue mode: two webhook processors, two workers, a load balancer'),
		isAlone: true, // with PostgreSQL, Redis and five processes of n8n a machine has enough to do
	},
];

/** A step that passes or fails as a whole. When it fails, its name is the first line that speaks of an error. */
function check(name: string, title: string, isGood: (print: Print) => Promise<boolean>): Step {
	const run: Step['run'] = async (print = toTerminal) => {
		let printed = '';
		const isPassed = await isGood((text) => {
			printed += text;
			print(text);
		});
		const failures = isPassed ? [] : [errorIn(printed)];
		return { passed: isPassed ? 1 : 0, failures, leftOut: [] };
	};
	return { name, title, after: [], isAlone: false, run };
}

/** A step that counts each test of a Jest project. Jest looks through the folder while the build replaces files in it. */
function tests(name: JestProject, title: string): Step {
	return {
		name,
		title,
		after: ['build'],
		isAlone: false,
		run: async (print) => await runJestProject(name, print),
	};
}

const npmRun = async (script: string, print: Print) =>
	await runCommand('npm', ['run', '--silent', script], print);

async function scan(print: Print, folder: string, patterns: readonly string[] = []) {
	return await runCommand(process.execPath, ['test/scan.mjs', folder, ...patterns], print);
}

async function scanPackage(print: Print): Promise<boolean> {
	const folder = mkdtempSync(join(tmpdir(), 'twilio-call-messages-package-'));
	try {
		const tarball = await packCommunityPackage(folder);
		await runCommand('tar', ['-xzf', tarball, '-C', folder], print);
		return await scan(print, join(folder, 'package'));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function errorIn(printed: string): string {
	const lines = stripVTControlCharacters(printed).split('\n');
	return lines.find((line) => /error/i.test(line))?.trim() ?? 'see what it printed';
}

function toTerminal(text: string): void {
	process.stdout.write(text);
}
