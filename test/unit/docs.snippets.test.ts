import ts from 'typescript';

import { readPages } from '../support/markdown';

const snippets = readPages().flatMap(({ path, snippets: ofPage }) =>
	ofPage.map((snippet) => ({ path, ...snippet })),
);
const inLanguage = (language: string) =>
	snippets
		.filter((snippet) => snippet.language === language)
		.map((snippet) => ({ ...snippet, begin: snippet.text.split('\n', 1)[0] }));

describe('snippets', () => {
	it('are in languages that are checked, or are shown as they are', () => {
		const languages = new Set(snippets.map(({ language }) => language));

		expect([...languages].sort()).toEqual(['', 'js', 'json', 'xml']);
	});

	it.each(inLanguage('json'))('$path: the JSON $begin is JSON', ({ text }) => {
		expect(() => JSON.parse(text)).not.toThrow();
	});

	it.each(inLanguage('js'))('$path: the JavaScript $begin has no mistake', ({ text }) => {
		const { diagnostics } = ts.transpileModule(text, {
			fileName: 'snippet.js',
			reportDiagnostics: true,
			compilerOptions: { target: ts.ScriptTarget.ES2022, allowJs: true },
		});

		expect(diagnostics).toEqual([]);
	});

	it.each(inLanguage('xml'))('$path: the XML $begin closes what it opens', ({ text }) => {
		const open: string[] = [];
		for (const [, slash, name = '', end] of text.matchAll(/<(\/?)([A-Za-z]+)[^<>]*?(\/?)>/g)) {
			if (slash === '/') expect(open.pop()).toBe(name);
			else if (end !== '/') open.push(name);
		}

		expect(open).toEqual([]);
	});
});

describe('JSON in sentences', () => {
	const objects = readPages().flatMap(({ path, code }) =>
		code.filter((text) => /^\{ ?"\w+": .*\}$/s.test(text)).map((text) => ({ path, text })),
	);

	it('is there to check', () => {
		expect(objects.length).toBeGreaterThan(5);
	});

	// `{ "deleted": true, "sid", "call_sid" }` names fields without a value, and a dot stands for anything.
	it.each(objects)('$path: $text', ({ text }) => {
		const withValues = text
			.replace(/([,{] ?"\w+")(?=\s*[,}](?![^[]*\]))/g, '$1: 1')
			.replace(/ … (?=[,}])/g, ' 1 ');

		expect(() => JSON.parse(withValues)).not.toThrow();
	});
});
