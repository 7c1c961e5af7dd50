import { startN8nForTests } from '../support/e2eSetup';
import { PINNED } from './pinned';

/** Starts the chosen n8n with the packed package for the tests in this folder. */
export default async function setup(): Promise<void> {
	// Before 1.96 n8n lets agents use nodes of others only where the operator has said so.
	const env = { N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true' };
	await startN8nForTests({ pinned: PINNED, env });
}
