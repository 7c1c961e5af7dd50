import { startN8nForTests } from '../support/e2eSetup';
import { PINNED } from './pinned';

/** Starts the chosen n8n with the packed package for the tests in this folder. */
export default async function setup(): Promise<void> {
	await startN8nForTests({ pinned: PINNED });
}
