import { rebuildCommand } from '../../sandbox/n8n/install/compile';
import { ensureN8n } from '../../sandbox/n8n/install/install';
import { findNode24 } from '../../sandbox/n8n/install/node24';
import { sqliteDownloads } from '../support/sqliteDownloads';
import { PINNED } from './pinned';

describe('sqlite3 of n8n', () => {
	it('is compiled, and not downloaded as it would be by itself', async () => {
		const { directory } = await ensureN8n(() => undefined, PINNED);
		const { env } = rebuildCommand(directory, findNode24(directory));

		expect(await sqliteDownloads(directory, env)).toEqual([]);
		expect(await sqliteDownloads(directory, {})).toEqual(['CONNECT github.com:443 HTTP/1.1']);
	});
});
