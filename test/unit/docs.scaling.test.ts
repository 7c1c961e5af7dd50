import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

import { queueSettings } from '../../sandbox/queue/cluster';
import { COMMANDS } from '../../sandbox/queue/member';

const ROOT = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const service = z.object({
	image: z.string().optional(),
	build: z.string().optional(),
	command: z.string().optional(),
	volumes: z.array(z.string()).default([]),
	environment: z.record(z.string()).default({}),
});
const { services } = z
	.object({ services: z.record(service) })
	.parse(parse(read('examples/scaling/compose.yaml'), { merge: true }));

describe('the Compose file of queue mode', () => {
	const ofN8n = Object.entries(services).filter(([name]) => name.startsWith('n8n-'));

	it('has the processes that are tested, by the names that the load balancers know', () => {
		expect(ofN8n.map(([name, { command }]) => [name, command])).toEqual([
			['n8n-main', undefined],
			['n8n-processor-1', COMMANDS.processor.join(' ')],
			['n8n-processor-2', COMMANDS.processor.join(' ')],
			['n8n-worker-1', COMMANDS.worker.join(' ')],
			['n8n-worker-2', COMMANDS.worker.join(' ')],
		]);
	});

	it('sets all of them up as they are tested', () => {
		const tested = Object.keys(queueSettings({ postgresPort: 1, redisPort: 2, baseUrl: '' }));
		// On one machine the health of workers is to be asked from this machine only.
		const wanted = tested.filter((name) => name !== 'N8N_WORKER_SERVER_ADDRESS');
		for (const [, { environment }] of ofN8n) {
			expect(Object.keys(environment)).toEqual(expect.arrayContaining(wanted));
		}
	});

	it('pins the tested n8n, and every other image', () => {
		const { dependencies }: { dependencies: { n8n: string } } = JSON.parse(
			read('sandbox/n8n/package.json'),
		);
		expect(read('examples/scaling/Dockerfile')).toContain(`/n8n:${dependencies.n8n}\n`);
		const images = Object.values(services).flatMap(({ image }) => image ?? []);
		expect(images).toHaveLength(3);
		for (const image of images) expect(image).toMatch(/^[a-z]+:\d+\.\d+(\.\d+)?$/);
	});

	it('has no two processes share a folder, where n8n notes what it was doing', () => {
		expect(ofN8n.flatMap(([, { volumes }]) => volumes)).toEqual([]);
	});
});
