import { mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';

import { build, version as esbuildVersion } from 'esbuild';
import { version as workflowVersion } from 'n8n-workflow/package.json';

import { run } from '../sandbox/n8n/install/command';
import { compileInto, EARLIER } from './earlierBuild';
import { printAnswer, say, type Answer } from './report/answer';
import { atMost } from './report/goal';
import { median, rotated } from './report/statistics';

const ROOT = join(__dirname, '..');
const ROUNDS = 31;
const NODES = 'nodes/TwilioCallMessages';
const AT_START = [
	`${NODES}/TwilioCallMessages.node.js`,
	`${NODES}/TwilioCallMessagesTrigger.node.js`,
	'credentials/TwilioCallMessagesApi.credentials.js',
];
const ON_FIRST_USE = [`${NODES}/webhooks/router.js`, `${NODES}/actions/router.js`];

interface Candidate {
	readonly name: string;
	readonly dist: string;
	readonly atStart: readonly string[];
	readonly onFirstUse: readonly string[];
}

interface Loaded {
	readonly startMs: number;
	readonly firstUseMs: number;
	readonly files: number;
}

/** What n8n's start waits for when this package is installed, and what its first message waits for. */
export async function howLongDoesLoadingTake(): Promise<Answer> {
	// Inside the project, where all of them find the same n8n-workflow.
	const folder = mkdtempSync(join(ROOT, 'node_modules', '.loading-'));
	try {
		return answerFrom(await measure(await candidatesIn(folder)));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function candidatesIn(folder: string): Promise<Candidate[]> {
	const [today, bundled, earlier] = [
		join(folder, 'today'),
		join(folder, 'bundled'),
		join(folder, 'earlier'),
	];
	await cp(join(ROOT, 'dist'), today, { recursive: true });
	await bundleInto(bundled, today);
	const candidates: Candidate[] = [
		{ name: 'this package', dist: today, atStart: AT_START, onFirstUse: ON_FIRST_USE },
		{ name: 'all of it in one file', dist: bundled, atStart: ['index.js'], onFirstUse: [] },
	];
	try {
		await compileInto(earlier, EARLIER);
		const first = { name: `at ${EARLIER}`, dist: earlier, atStart: AT_START, onFirstUse: [] };
		return [...candidates, first];
	} catch (error) {
		say(`No earlier build to compare with: ${String(error)}`);
		return candidates;
	}
}

async function bundleInto(folder: string, dist: string): Promise<void> {
	const everything = [...AT_START, ...ON_FIRST_USE].map((file) => `require('./${file}');`).join('');
	await build({
		stdin: { contents: everything, resolveDir: dist },
		bundle: true,
		platform: 'node',
		external: ['n8n-workflow'],
		outfile: join(folder, 'index.js'),
	});
}

async function measure(candidates: readonly Candidate[]): Promise<Map<Candidate, Loaded[]>> {
	const measured = new Map<Candidate, Loaded[]>(candidates.map((candidate) => [candidate, []]));
	for (let round = 0; round < ROUNDS; round++) {
		for (const candidate of rotated(candidates, round)) {
			measured.get(candidate)?.push(await load(candidate));
		}
	}
	return measured;
}

async function load({ dist, atStart, onFirstUse }: Candidate): Promise<Loaded> {
	const args = [join(__dirname, 'loading', 'load.mjs'), dist, atStart.join(), onFirstUse.join()];
	return JSON.parse(await run({ program: process.execPath, args, directory: dist }));
}

function answerFrom(measured: ReadonlyMap<Candidate, readonly Loaded[]>): Answer {
	const rows = [...measured].map(([{ name }, loaded]) => ({
		name,
		files: loaded[0]?.files ?? NaN,
		startMs: median(loaded.map(({ startMs }) => startMs)),
		fastestMs: Math.min(...loaded.map(({ startMs }) => startMs)),
		firstUseMs: median(loaded.map(({ firstUseMs }) => firstUseMs)),
	}));
	const [today, , earlier] = rows;
	const besideEarlier = (ms = NaN) => ms / (earlier?.startMs ?? NaN);
	return {
		question: 'How long does loading take?',
		versions: `n8n-workflow ${workflowVersion}, esbuild ${esbuildVersion}`,
		notes: [
			`A new process loads n8n-workflow, then the two nodes and the credential (ms), then the rest of what a message and a run need (first use, ms). The median of ${ROUNDS} rounds in which all take turns, beside it the fastest.`,
			`In one file: what bundling the package would give. At ${EARLIER}: the first version, which loaded everything at once.`,
		],
		table: {
			columns: ['', 'files', 'loaded', 'fastest', `x ${EARLIER}`, 'first use'],
			rows: rows.map(({ name, files, startMs, fastestMs, firstUseMs }) => [
				name,
				String(files),
				startMs.toFixed(1),
				fastestMs.toFixed(1),
				besideEarlier(startMs).toFixed(2),
				firstUseMs.toFixed(1),
			]),
		},
		goals: [
			atMost(15, today?.startMs ?? NaN, ' ms', 'loading the package:'),
			atMost(0.5, besideEarlier(today?.startMs), 'x', `the same beside ${EARLIER}:`),
		],
	};
}

if (require.main === module) void printAnswer(howLongDoesLoadingTake);
