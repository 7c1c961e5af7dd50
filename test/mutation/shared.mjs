// Mutation test of what lets callbacks in: npm run mutation
import { createRequire } from 'node:module';

const jestConfig = createRequire(import.meta.url)('./jest.config.cjs');
const unit = jestConfig.projects.find(({ displayName }) => displayName === 'unit');

export default {
	testRunner: 'jest',
	coverageAnalysis: 'perTest',
	mutate: [
		'nodes/TwilioCallMessages/twilio/callback/*.ts',
		'nodes/TwilioCallMessages/twilio/{json,sids}.ts',
		'nodes/TwilioCallMessages/webhooks/{acceptCallback,contentFilter,duplicates,oncePerKey}.ts',
	],
	jest: {
		projectType: 'custom',
		config: {
			...unit,
			rootDir: undefined,
			// The random ones take seconds each: what they find has to be in a hand-written test as well.
			testPathIgnorePatterns: ['properties', 'agreement', 'architecture'],
		},
		enableFindRelatedTests: true,
	},
	ignorePatterns: ['dist', 'sandbox', 'bench', 'docs'],
	tempDirName: '.stryker-tmp',
	reporters: ['clear-text', 'progress-append-only'],
	clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
	thresholds: { high: 95, low: 95, break: 95 },
};
