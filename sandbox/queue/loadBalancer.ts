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

export const nginx = (program: string): LoadBalancer => ({
	name: 'nginx',
	example: 'nginx.conf',
	program,
	argsFor: async (configuration, directory) => {
		const around = join(directory, 'around.conf');
		await writeFile(around, aroundNginx(configuration));
		return ['-p', directory, '-c', around, '-e', 'stderr'];
	},
});

/** What a distribution's own nginx.conf has around the example, with all files in the folder of the process. */
const aroundNginx = (configuration: string) => `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
pid nginx.pid;
error_log stderr;
events {}
http {
	access_log off;
	client_body_temp_path body;
	proxy_temp_path proxy;
	fastcgi_temp_path fastcgi;
	uwsgi_temp_path uwsgi;
	scgi_temp_path scgi;
	include ${configuration};
}
`;

export const caddy = (program: string): LoadBalancer => ({
	name: 'Caddy',
	example: 'Caddyfile',
	program: 'env',
	argsFor: async (configuration, directory) => {
		const around = join(directory, 'around.Caddyfile');
		await writeFile(around, `{\n\tadmin off\n\tauto_https off\n}\nimport ${configuration}\n`);
		const folders = ['XDG_CONFIG_HOME', 'XDG_DATA_HOME'].map((name) => `${name}=${directory}`);
		return [...folders, program, 'run', '--adapter', 'caddyfile', '--config', around];
	},
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
