import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '../..');

/** The TypeScript files under a folder, as paths from the top of the repository. */
export function filesUnder(folder: string): string[] {
	return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.map((path) => posix.join(folder, path.replaceAll('\\', '/')))
		.filter((path) => path.endsWith('.ts'))
		.sort();
}

/** The text of a file, given as a path from the top of the repository. */
export function readSource(path: string): string {
	return readFileSync(join(ROOT, path), 'utf8');
}

/** Everything a text imports, however it does: import, export … from, import(), import type, require(). */
export function importsIn(text: string): string[] {
	return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** The file a relative import leads to, as a path without an ending; other imports stay as they are. */
export function resolveImport(importer: string, name: string): string {
	return name.startsWith('.') ? posix.join(posix.dirname(importer), name) : name;
}

/** Each use of `any` as "line 3: any". */
export function anysIn(text: string): string[] {
	return findings(text, ({ kind }) => kind === ts.SyntaxKind.AnyKeyword);
}

/** Each place that overrules the compiler about a type (`as X`, `<X>`, `!`), but not `as const`. */
export function castsIn(text: string): string[] {
	return findings(
		text,
		(node) =>
			ts.isTypeAssertionExpression(node) ||
			ts.isNonNullExpression(node) ||
			(ts.isAsExpression(node) && !isConst(node.type)),
	);
}

/** Each function that has more lines than allowed. */
export function functionsLongerThan(lines: number, text: string): string[] {
	return findings(
		text,
		(node, file) =>
			ts.isFunctionLike(node) &&
			lineOf(file, node.getEnd()) - lineOf(file, node.getStart(file)) + 1 > lines,
	);
}

/** Whether a text does something: contains a function with a body. */
export function hasBehaviour(text: string): boolean {
	return (
		findings(text, (node) => ts.isFunctionLike(node) && 'body' in node && !!node.body).length > 0
	);
}

function findings(
	text: string,
	isWanted: (node: ts.Node, file: ts.SourceFile) => boolean,
): string[] {
	const file = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest);
	const found: string[] = [];
	const visit = (node: ts.Node) => {
		const [firstLine] = node.getText(file).split('\n');
		if (isWanted(node, file)) found.push(`line ${lineOf(file, node.getStart(file))}: ${firstLine}`);
		ts.forEachChild(node, visit);
	};
	ts.forEachChild(file, visit);
	return found;
}

function lineOf(file: ts.SourceFile, position: number): number {
	return file.getLineAndCharacterOfPosition(position).line + 1;
}

function isConst(type: ts.TypeNode): boolean {
	return (
		ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && type.typeName.text === 'const'
	);
}
