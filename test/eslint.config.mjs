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
	{ rules: { '@typescript-eslint/no-explicit-any': 'error', eqeqeq: 'error' } },
);
