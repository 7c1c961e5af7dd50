import { N8N_1 } from '../../sandbox/n8n/install/cache';

/** The folder that pins the n8n to try: `npm run versions` names one, `npm test` takes the last n8n 1.x. */
export const PINNED = process.env['N8N_PINNED'] ?? N8N_1;
