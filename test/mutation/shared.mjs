import { createRequire } from 'node:module';

const jestConfig = createRequire(import.meta.url)('../jest.config.cjs');
const unit = jestConfig.projects.find(({ displayName }) => displayName === 'unit');

/** Mutates the given files of nodes/TwilioCallMessages and lets the unit tests find out. */
export const mutationTestOf = (files) => ({
	testRunner: 'jest',
	coverageAnalysis: 'perTest',
	mutate: files.map((file) => `nodes/TwilioCallMessages/${file}`),
	jest: {
		projectType: 'custom',
		config: {
			...unit,
			rootDir: undefined,
			// Those that try very much take seconds each: what they find has to be in a hand-written test as well.
			testPathIgnorePatterns: [
				'properties',
				'agreement',
				'exhaustive',
				'architecture',
				'unit/docs',
			],
		},
		enableFindRelatedTests: true,
	},
	ignorePatterns: ['dist', 'sandbox', 'bench', 'docs'],
	tempDirName: '.stryker-tmp',
	reporters: ['clear-text', 'progress-append-only'],
	clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
	thresholds: { high: 95, low: 95, break: 95 },
});
