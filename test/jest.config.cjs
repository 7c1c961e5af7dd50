const { join } = require('node:path');

const suite = (name, options = {}) => ({
	displayName: name,
	rootDir: join(__dirname, '..'),
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
	modulePathIgnorePatterns: ['<rootDir>/dist'],
	...options,
});

const withN8n = {
	globalSetup: '<rootDir>/test/support/e2eSetup.ts',
	globalTeardown: '<rootDir>/test/support/e2eTeardown.ts',
};

const withReactNative = { globalSetup: '<rootDir>/test/support/reactNative/install.ts' };

module.exports = {
	testTimeout: 60_000,
	projects: [
		suite('unit'),
		suite('engine', {
			...withReactNative,
			setupFilesAfterEnv: ['<rootDir>/test/support/engineEnvironment.ts'],
		}),
		suite('contract', withReactNative),
		suite('clients', {
			globalSetup: '<rootDir>/test/clients/setup.ts',
			setupFilesAfterEnv: ['<rootDir>/test/support/engineEnvironment.ts'],
		}),
		suite('e2e', { ...withN8n, globalSetup: '<rootDir>/test/e2e/setup.ts' }),
		suite('versions', { ...withN8n, globalSetup: '<rootDir>/test/versions/setup.ts' }),
		suite('browser', withN8n),
		suite('phone', withN8n),
		suite('phone-firefox', withN8n),
		suite('queue'),
	],
};
