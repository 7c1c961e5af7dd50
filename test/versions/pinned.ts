import { N8N_1 } from '../../sandbox/n8n/install/cache';
import { isBefore } from '../../sandbox/n8n/install/pinVersion';
import { n8nVersion } from '../support/n8n';

/** The folder that pins the n8n to try: `npm run versions` names one, `npm test` takes the last n8n 1.x. */
export const PINNED = process.env['N8N_PINNED'] ?? N8N_1;

/** A test of what works since a version of n8n, and is known not to work before (docs/compatibility.md). */
export const itSince = (version: string): typeof it | typeof it.failing =>
	isBefore(n8nVersion(), version) ? it.failing : it;
