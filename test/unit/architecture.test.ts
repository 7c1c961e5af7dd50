import {
	anysIn,
	castsIn,
	filesUnder,
	functionsLongerThan,
	hasBehaviour,
	importsIn,
	readSource,
	resolveImport,
} from '../support/sourceCode';

const NODE_FOLDER = 'nodes/TwilioCallMessages/';
const shipped = [...filesUnder('nodes'), ...filesUnder('credentials')];
const tests = filesUnder('test/unit');

/** Which layers each layer may import from, beside itself. Dependencies point one way: downwards. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
	node: ['actions', 'webhooks', 'fields', 'listSearch'],
	actions: ['actions', 'fields', 'n8n', 'twilio'],
	webhooks: ['webhooks', 'fields', 'n8n', 'twilio'],
	listSearch: ['listSearch', 'n8n', 'twilio'],
	fields: ['fields', 'n8n', 'twilio'],
	n8n: ['n8n', 'twilio'],
	twilio: ['twilio'],
	credentials: ['twilio'],
};

/** n8n wants a number where its type only allows text; the file says so. */
const FILES_WITH_CASTS = ['nodes/TwilioCallMessages/webhooks/descriptions.ts'];

function layerOf(path: string): string {
	if (!path.startsWith(NODE_FOLDER)) return path.split('/', 1).join();
	const [folder = '', file] = path.slice(NODE_FOLDER.length).split('/');
	return file === undefined ? 'node' : folder;
}

const relativeImportsOf = (path: string) =>
	importsIn(readSource(path))
		.filter((name) => name.startsWith('.'))
		.map((name) => resolveImport(path, name));

const packagesOf = (path: string) =>
	importsIn(readSource(path)).filter((name) => !name.startsWith('.'));

describe('dependencies', () => {
	it.each(shipped)('%s imports only n8n-workflow, node:crypto and files of ours', (path) => {
		const others = packagesOf(path).filter(
			(name) => !['n8n-workflow', 'node:crypto'].includes(name),
		);

		expect(others).toEqual([]);
	});

	it.each(shipped)('%s imports from its own layer and those below only', (path) => {
		const allowed = LAYERS[layerOf(path)] ?? [];
		const upwards = relativeImportsOf(path).filter((target) => !allowed.includes(layerOf(target)));

		expect(upwards).toEqual([]);
	});

	it.each([
		...filesUnder(`${NODE_FOLDER}twilio/callback`),
		...filesUnder(`${NODE_FOLDER}twilio/delivery`),
	])('%s imports only node:crypto, its siblings, sids, json, urls, result and callLeg', (path) => {
		const folder = path.slice(0, path.lastIndexOf('/') + 1);
		const shared = ['sids', 'json', 'urls', 'result', 'callLeg'].map(
			(name) => `${NODE_FOLDER}twilio/${name}`,
		);
		const strangers = relativeImportsOf(path).filter(
			(target) => !target.startsWith(folder) && !shared.includes(target),
		);

		expect([...strangers, ...packagesOf(path).filter((name) => name !== 'node:crypto')]).toEqual(
			[],
		);
	});
});

describe('size', () => {
	it.each(shipped)('%s has at most 250 lines', (path) => {
		expect(readSource(path).trimEnd().split('\n').length).toBeLessThanOrEqual(250);
	});

	it.each(shipped)('%s has no function over 40 lines', (path) => {
		expect(functionsLongerThan(40, readSource(path))).toEqual([]);
	});
});

describe('types', () => {
	it.each(shipped)('%s has no any', (path) => {
		expect(anysIn(readSource(path))).toEqual([]);
	});

	it('are overruled in the known files only', () => {
		expect(shipped.filter((path) => castsIn(readSource(path)).length > 0)).toEqual(
			FILES_WITH_CASTS,
		);
	});
});

describe('tests', () => {
	const testedBy = (path: string) =>
		`test/unit/${path.replace(NODE_FOLDER, '')}`.replace(/\.ts$/, '.test.ts');

	it.each(
		filesUnder(`${NODE_FOLDER}twilio`)
			.filter((path) => hasBehaviour(readSource(path)))
			.map((path) => ({ path, test: testedBy(path) })),
	)('of $path are in $test', ({ test }) => {
		expect(tests).toContain(test);
	});

	it('lie where their subject lies', () => {
		// A second test of the same file names its topic: acceptCallback.forged.test.ts.
		const aboutAll = ['architecture', 'docs'].map((name) => `test/unit/${name}.test.ts`);
		const subjects = [...shipped.map(testedBy), ...aboutAll];
		const strays = tests.filter(
			(test) =>
				!subjects.includes(test) && !subjects.includes(test.replace(/\.\w+(?=\.test\.ts$)/, '')),
		);

		expect(strays).toEqual([]);
	});
});

describe('the checks themselves', () => {
	it('see all that is shipped', () => {
		expect(shipped).toEqual(
			expect.arrayContaining([
				'credentials/TwilioCallMessagesApi.credentials.ts',
				'nodes/TwilioCallMessages/TwilioCallMessages.node.ts',
				'nodes/TwilioCallMessages/twilio/callback/signature.ts',
			]),
		);
	});

	it.each([
		"import a from 'x';",
		"import type { A } from 'x';",
		"import 'x';",
		"export * from 'x';",
		"export type { A } from 'x';",
		"const a = await import('x');",
		"type A = import('x').A;",
		"const a = require('x');",
		"import a = require('x');",
	])('see the import in %s', (text) => {
		expect(importsIn(text)).toEqual(['x']);
	});

	it.each([
		['const a: any = 1;', anysIn],
		['type A = Record<string, any[]>;', anysIn],
		['const a = b as string;', castsIn],
		['const a = <string>b;', castsIn],
		['const a = b!.c;', castsIn],
		['const a = () => {\n\n};', (text: string) => functionsLongerThan(2, text)],
		['class A {\n\tget a() {\n\n\t}\n}', (text: string) => functionsLongerThan(2, text)],
	])('see what is wrong with %j', (text, check) => {
		expect(check(text)).toHaveLength(1);
	});

	it.each([
		["const a = ['any'] as const; // any", anysIn],
		["const a = ['b'] as const;", castsIn],
		['const a = b !== c;', castsIn],
		['function a() {\n}', (text: string) => functionsLongerThan(2, text)],
	])('have nothing against %j', (text, check) => {
		expect(check(text)).toEqual([]);
	});

	it('know behaviour from types and constants', () => {
		expect(hasBehaviour('const a = () => 1;')).toBe(true);
		expect(hasBehaviour('interface A { b(): void; c: () => void }\nconst d = 1;')).toBe(false);
	});

	it.each([
		['nodes/TwilioCallMessages/TwilioCallMessages.node.ts', 'node'],
		['nodes/TwilioCallMessages/actions/message/sendMessage.ts', 'actions'],
		['credentials/TwilioCallMessagesApi.credentials.ts', 'credentials'],
		['test/support/strict.ts', 'test'],
	])('know that %s is in the layer %s', (path, layer) => {
		expect(layerOf(path)).toBe(layer);
	});
});
