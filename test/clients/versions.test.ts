import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { pinnedIn } from './support/install';

const page = readFileSync(join(__dirname, '../../docs/compatibility.md'), 'utf8');

it.each(['twilio-cli', 'twilio-mcp', 'prism'] as const)(
	'the documentation names the version of %s that is pinned',
	(name) => {
		const [, version = ''] = pinnedIn(name).split(' ');

		expect(version).toMatch(/^\d+\.\d+\.\d+$/);
		expect(page).toContain(`| ${version} `);
	},
);
