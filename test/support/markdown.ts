import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import GithubSlugger from 'github-slugger';
import MarkdownIt from 'markdown-it';

const ROOT = join(__dirname, '../..');
const NOT_OURS = /^(node_modules|dist|reports|\.git|\.stryker-tmp)$/;

type Token = ReturnType<MarkdownIt['parse']>[number];

/** A page of the documentation, by its path from the top of the repository. */
export interface Page {
	readonly path: string;
	readonly lines: readonly string[];
	/** What links can lead to in it. */
	readonly anchors: ReadonlySet<string>;
	readonly links: readonly Link[];
	/** Of pictures, Markdown's and HTML's. */
	readonly images: ReadonlyArray<{ readonly target: string; readonly alt: string }>;
	/** Code blocks, with the word behind their fence. */
	readonly snippets: ReadonlyArray<{ readonly language: string; readonly text: string }>;
	/** All code, in blocks and in sentences. */
	readonly code: readonly string[];
	/** The lines of sentences, with their number: neither code nor tables nor HTML. */
	readonly prose: ReadonlyArray<{ readonly line: number; readonly text: string }>;
}

interface Link {
	readonly target: string;
	readonly text: string;
}

/** Every Markdown file of the project. */
export function readPages(): Page[] {
	return markdownUnder('').map((path) => pageOf(path, readFileSync(join(ROOT, path), 'utf8')));
}

/** Whether there is a file or folder of exactly this name, also where the disk does not tell capitals from small letters. */
export function isThere(path: string): boolean {
	const name = posix.basename(path);
	const folder = join(ROOT, posix.dirname(path));
	return path === '.' || (existsSync(folder) && readdirSync(folder).includes(name));
}

function markdownUnder(folder: string): string[] {
	return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
		const path = posix.join(folder, entry.name);
		if (entry.isDirectory()) return NOT_OURS.test(entry.name) ? [] : markdownUnder(path);
		return entry.name.endsWith('.md') ? [path] : [];
	});
}

/** Reads a page as GitHub shows it. */
export function pageOf(path: string, text: string): Page {
	const blocks = new MarkdownIt({ html: true }).parse(text, {});
	const tokens = blocks.flatMap((token) => [token, ...(token.children ?? [])]);
	const html = tokens.filter(({ type }) => type.startsWith('html_')).map(({ content }) => content);
	const lines = text.split('\n');
	const notProse = new Set(blocks.filter(isNoProse).flatMap(linesOf));
	return {
		path,
		lines,
		anchors: anchorsOf(blocks),
		links: linksOf(blocks),
		images: [
			...tokens
				.filter(({ type }) => type === 'image')
				.map(({ attrs, content }) => ({ target: attrOf(attrs, 'src'), alt: content })),
			...html.flatMap(imagesIn),
		],
		snippets: tokens
			.filter(({ type }) => type === 'fence')
			.map(({ info, content }) => ({ language: info.trim(), text: content })),
		code: tokens
			.filter(({ type }) => ['fence', 'code_inline'].includes(type))
			.map(({ content }) => content),
		prose: lines
			.map((line, index) => ({ line: index + 1, text: line }))
			.filter(({ line }) => !notProse.has(line)),
	};
}

const isNoProse = ({ type }: Token) =>
	['fence', 'code_block', 'table_open', 'html_block'].includes(type);

/** Numbers of the lines a block stands on. */
function linesOf({ map }: Token): number[] {
	const [begin, end] = map ?? [0, 0];
	return Array.from({ length: end - begin }, (_, offset) => begin + offset + 1);
}

function anchorsOf(blocks: readonly Token[]): Set<string> {
	const slugger = new GithubSlugger();
	const headings = blocks.filter((_, index) => blocks[index - 1]?.type === 'heading_open');
	return new Set(headings.map((heading) => slugger.slug(textOf(heading))));
}

function linksOf(blocks: readonly Token[]): Link[] {
	return blocks.flatMap(({ children }) =>
		(children ?? []).flatMap((token, index, siblings) => {
			if (token.type !== 'link_open') return [];
			const end = siblings.findIndex((other, at) => at > index && other.type === 'link_close');
			const text = siblings
				.slice(index + 1, end)
				.map(({ content }) => content)
				.join('');
			return [{ target: attrOf(token.attrs, 'href'), text }];
		}),
	);
}

const textOf = ({ children, content }: Token) =>
	(children ?? [])
		.filter(({ type }) => ['text', 'code_inline'].includes(type))
		.map((child) => child.content)
		.join('') || content;

function imagesIn(html: string): Array<{ target: string; alt: string }> {
	return [...html.matchAll(/<img\s[^>]*>/g)].map(([tag]) => ({
		target: /\ssrc="([^"]*)"/.exec(tag)?.[1] ?? '',
		alt: /\salt="([^"]*)"/.exec(tag)?.[1] ?? '',
	}));
}

function attrOf(attrs: Token['attrs'], name: string): string {
	return attrs?.find(([key]) => key === name)?.[1] ?? '';
}
