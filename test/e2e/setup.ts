import { startN8nForTests } from '../support/e2eSetup';

/**
 * Starts n8n with the packed package for the tests in this folder. By default n8n makes a V8 isolate for every callback and
 * every execution, which takes most of the time of these tests; with this setting it makes one when an expression needs it.
 * The tests in the editor, of calls and with n8n 1 keep to the default.
 */
export default async function setup(): Promise<void> {
	await startN8nForTests({ env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' } });
}
