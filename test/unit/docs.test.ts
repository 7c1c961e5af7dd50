import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

import { isThere, pageOf, readPages } from '../support/markdown';
import { filesUnder, readSource } from '../support/sourceCode';

const ROOT = join(__dirname, '../..');
const OURS = 'https://github.com/n8n-nodes-twilio-call-messages/n8n-nodes-twilio-call-messages';
const COLUMNS = 110;

const pages = readPages();
const pageAt = (path: string) => pages.find((page) => page.path === path);
const isElsewhere = (target: string) => /^[a-z]+:/.test(target);

/** What is wrong with a link of a page; undefined when it leads somewhere. */
function problemOf(from: string, target: string): string | undefined {
	if (isElsewhere(target)) {
		return URL.canParse(target) && target.startsWith('https://') ? undefined : 'no https address';
	}
	const [file = '', anchor] = decodeURI(target).split('#');
	const path = file === '' ? from : posix.join(posix.dirname(from), file).replace(/\/$/, '');
	if (path.startsWith('..') || !isThere(path)) return 'no such file';
	const page = pageAt(path);
	if (anchor === undefined || page?.anchors.has(anchor)) return undefined;
	return page ? 'no such heading' : 'an anchor of no page';
}

describe.each(pages)('$path', ({ path, links, images, prose }) => {
	it('has links that lead somewhere', () => {
		const wrong = links
			.map(({ target }) => ({ target, problem: problemOf(path, target) }))
			.filter(({ problem }) => problem !== undefined);

		expect(wrong).toEqual([]);
	});

	it('has links with a text', () => {
		expect(links.filter(({ text }) => text.trim() === '')).toEqual([]);
	});

	it('has pictures that are there, and says what is in them', () => {
		const wrong = images.filter(
			({ target, alt }) => problemOf(path, target) !== undefined || alt.length < 20,
		);

		expect(wrong).toEqual([]);
	});

	it(`wraps its prose at ${COLUMNS} columns`, () => {
		// What has no blank in it, such as an address, cannot be wrapped.
		const tooLong = prose.filter(
			({ text }) =>
				text.length > COLUMNS &&
				text
					.trim()
					.replace(/^([-*]|\d+\.) /, '')
					.includes(' '),
		);

		expect(tooLong).toEqual([]);
	});

	it('speaks of no machine and of no registry', () => {
		const text = pageAt(path)?.lines.join('\n') ?? '';

		expect(text).not.toMatch(
			/(?<![\w.])\/(?:home|root|work|tmp|Users)\/|registry\.npmjs|localhost:\d/,
		);
	});
});

describe('the documentation', () => {
	it('has a README that is read in five minutes', () => {
		expect(pageAt('README.md')?.lines.length).toBeLessThanOrEqual(140);
	});

	it('is led to by the README, page by page', () => {
		const reached = new Set(['README.md']);
		for (const path of reached) {
			const targets = pageAt(path)?.links.map(({ target }) => target) ?? [];
			for (const target of targets.filter((each) => !isElsewhere(each))) {
				const [file = ''] = target.split('#');
				const folderOrFile = posix.join(posix.dirname(path), file);
				if (pageAt(folderOrFile)) reached.add(folderOrFile);
			}
		}
		// Notes for those who work on the tests.
		const alone = pages.map(({ path }) => path).filter((path) => !path.startsWith('test/'));

		expect(alone.filter((path) => !reached.has(path))).toEqual([]);
	});

	it('shows every picture there is', () => {
		const shown = pages.flatMap(({ path, images }) =>
			images.map(({ target }) => posix.join(posix.dirname(path), target)),
		);
		const there = readdirSync(join(ROOT, 'docs/images')).map((name) => `docs/images/${name}`);

		expect(there.filter((path) => !shown.includes(path))).toEqual([]);
	});

	it('has the headings that n8n leads to', () => {
		const sources = [
			...filesUnder('credentials').map(readSource),
			...filesUnder('nodes').map(readSource),
			...['TwilioCallMessages', 'TwilioCallMessagesTrigger'].map((name) =>
				readFileSync(join(ROOT, `nodes/TwilioCallMessages/${name}.node.json`), 'utf8'),
			),
		];
		const anchors = sources
			.flatMap((text) => text.split(`${OURS}#`).slice(1))
			.map((rest) => /^[\w-]+/.exec(rest)?.[0] ?? '');

		expect(anchors).toContain('credential');
		for (const anchor of anchors.filter((each) => each !== 'readme')) {
			expect(pageAt('README.md')?.anchors).toContain(anchor);
		}
	});

	it('quotes errors and logs as the nodes say them', () => {
		const said = [...filesUnder('credentials'), ...filesUnder('nodes')].map(readSource).join('\n');
		const readme = pageAt('README.md')?.lines ?? [];
		const table = readme.slice(readme.indexOf('## Troubleshooting'));
		const cells = table
			.filter((line) => line.startsWith('| '))
			.map((line) => line.split('|')[1] ?? '');
		const quoted = cells.flatMap((cell) =>
			[...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text),
		);

		expect(quoted.length).toBeGreaterThan(5);
		expect(quoted.filter((text) => !said.includes(text))).toEqual([]);
	});
});

describe('the checks themselves', () => {
	it('see headings, links, pictures, code and prose', () => {
		const page = pageOf(
			'a.md',
			[
				'# A `b` (c)',
				'## Twice',
				'## Twice',
				'Read [this](b.md#c). ![a picture](d.png) `npm start`',
				'<img src="e.png" alt="another">',
				'```js',
				'f();',
				'```',
				'',
				'| a |',
				'| - |',
				'| [x](y) |',
			].join('\n'),
		);

		expect([...page.anchors]).toEqual(['a-b-c', 'twice', 'twice-1']);
		expect(page.links).toEqual([
			{ target: 'b.md#c', text: 'this' },
			{ target: 'y', text: 'x' },
		]);
		expect(page.images).toEqual([
			{ target: 'd.png', alt: 'a picture' },
			{ target: 'e.png', alt: 'another' },
		]);
		expect(page.snippets).toEqual([{ language: 'js', text: 'f();\n' }]);
		expect(page.code).toEqual(['b', 'npm start', 'f();\n']);
		expect(page.prose.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 9]);
	});

	it.each([
		['http://example.com', 'no https address'],
		['nowhere.md', 'no such file'],
		['readme.md', 'no such file'],
		['../package.json', 'no such file'],
		['README.md#nowhere', 'no such heading'],
		['#nowhere', 'no such heading'],
		['package.json#L1', 'an anchor of no page'],
		['README.md#credential', undefined],
		['docs/images/', undefined],
	])('know of %s: %s', (target, problem) => {
		expect(problemOf('README.md', target)).toBe(problem);
	});
});
