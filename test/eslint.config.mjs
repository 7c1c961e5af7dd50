import js from '@eslint/js';
import tseslint from 'typescript-eslint';

// Tests and the sandbox run on Node, not inside n8n: n8n's rules for shipped code do not apply to them.
export default tseslint.config(
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{ files: ['**/*.{ts,mjs,cjs}'], extends: [js.configs.recommended, tseslint.configs.recommended] },
	{
		files: ['**/*.mjs'],
		languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
	},
	{
		files: ['**/*.cjs'],
		rules: { '@typescript-eslint/no-require-imports': 'off' },
	},
	{
		files: ['sandbox/phone/page/**/*.js'],
		extends: [js.configs.recommended, tseslint.configs.base],
		rules: { 'no-undef': 'off' }, // The compiler knows the names of a browser, and checks these files too.
	},
	{ rules: { '@typescript-eslint/no-explicit-any': 'error', eqeqeq: 'error' } },
);
