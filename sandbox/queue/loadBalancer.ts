import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { HOST } from '../listen';
import { startServer, type RunningServer } from './guardedServer';

const EXAMPLES = join(__dirname, '..', '..', 'examples', 'scaling');

/** The ports of what a load balancer stands before, and its own. */
export interface BalancedPorts {
	readonly own: number;
	readonly main: number;
	readonly processors: readonly [number, number];
}

/** How a load balancer is run with one of the configurations in `examples/scaling`. */
export interface LoadBalancer {
	readonly name: string;
	/** Its configuration, as users copy it. */
	readonly example: string;
	readonly program: string;
	/** Puts what it needs into the folder beside the configuration, and says how to start it. */
	readonly argsFor: (configuration: string, directory: string) => Promise<readonly string[]>;
}

export const haproxy = (program: string): LoadBalancer => ({
	name: 'HAProxy',
	example: 'haproxy.cfg',
	program,
	argsFor: async (configuration) => ['-f', configuration],
});

/** Starts a load balancer with a configuration of the examples, in which only the addresses are others. */
export async function startLoadBalancer(
	{ name, example, program, argsFor }: LoadBalancer,
	directory: string,
	ports: BalancedPorts,
): Promise<RunningServer> {
	await mkdir(directory);
	const configuration = join(directory, example);
	const text = await readFile(join(EXAMPLES, example), 'utf8');
	await writeFile(configuration, atThesePorts(text, ports));
	const args = await argsFor(configuration, directory);
	return await startServer({ name, program, args, port: ports.own, directory });
}

function atThesePorts(text: string, { own, main, processors }: BalancedPorts): string {
	return text
		.replaceAll('n8n-main:5678', `${HOST}:${main}`)
		.replaceAll('n8n-processor-1:5678', `${HOST}:${processors[0]}`)
		.replaceAll('n8n-processor-2:5678', `${HOST}:${processors[1]}`)
		.replace('bind :80', `bind ${HOST}:${own}`)
		.replace('listen 80;', `listen ${HOST}:${own};`)
		.replace(/^:80 \{/m, `http://${HOST}:${own} {\n\tbind ${HOST}`);
}
