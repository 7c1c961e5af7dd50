/** Loads what n8n loads when it starts, then what the first use needs, and prints how long each took. */
import 'node:crypto';

import { createRequire } from 'node:module';
import { join } from 'node:path';

const [dist, ...lists] = process.argv.slice(2);
const [atStart, onFirstUse] = lists.map((list) => list.split(',').filter(Boolean));
const load = createRequire(join(dist, 'index.js'));

load('n8n-workflow');
const startMs = timeOf(atStart);
const files = Object.keys(load.cache).filter((file) => file.startsWith(dist)).length;
const firstUseMs = timeOf(onFirstUse);
process.stdout.write(JSON.stringify({ startMs, firstUseMs, files }));

/** Milliseconds for loading these files, paths in `dist`. */
function timeOf(paths) {
	const started = process.hrtime.bigint();
	for (const path of paths) load(join(dist, path));
	return Number(process.hrtime.bigint() - started) / 1e6;
}
