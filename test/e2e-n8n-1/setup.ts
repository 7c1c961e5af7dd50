import { N8N_1 } from '../../sandbox/n8n/install/cache';
import { startN8nForTests } from '../support/e2eSetup';

/** Starts the last n8n 1.x with the packed package for the tests in this folder. */
export default async function setup(): Promise<void> {
	await startN8nForTests({ pinned: N8N_1 });
}
