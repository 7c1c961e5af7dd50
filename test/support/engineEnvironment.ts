import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n-core keeps its instance settings in the user folder: not in that of the person who runs the tests.
const userFolder = mkdtempSync(join(tmpdir(), 'n8n-engine-'));
process.env['N8N_USER_FOLDER'] = userFolder;
process.env['N8N_DIAGNOSTICS_ENABLED'] = 'false';
process.env['N8N_LOG_LEVEL'] = 'silent';

afterAll(() => rmSync(userFolder, { recursive: true, force: true }));
