import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { createServer } from 'node:tls';

import { HOST as HERE, listen } from '../../../sandbox/listen';
import { endTogether } from '../../support/endTogether';
import { certificateFor } from '../../support/hostCertificate';
import { startProxy } from '../../support/hostProxy';

const HOST = 'api.twilio.com';

/** What clients take for https://api.twilio.com. */
export interface TwilioHost {
	/** The environment of a client in Node: it leads the client here, and nowhere else. */
	readonly nodeEnv: Readonly<Record<string, string>>;
	/** The same for Python. */
	readonly pythonEnv: Readonly<Record<string, string>>;
	/** A folder for files of the tests, gone when this stops. */
	readonly folder: string;
	/** `host:port` of every attempt to get elsewhere, oldest first. */
	readonly refused: () => string[];
	readonly stop: () => Promise<void>;
}

/**
 * Takes itself for Twilio's host and hands everything on to `baseUrl`, byte by byte. Clients in Node are led here as they
 * connect; those in Python by a proxy. Both trust the certificate because their environment says so.
 */
export async function startTwilioHost(baseUrl: string): Promise<TwilioHost> {
	const folder = await mkdtemp(join(tmpdir(), 'twilio-call-messages-clients-'));
	const { private: key, cert } = await certificateFor(HOST);
	const files = { certificate: join(folder, 'ca.pem'), refused: join(folder, 'refused') };
	await writeFile(files.certificate, cert);
	const { server, cut } = tlsBefore(baseUrl, key, cert);
	const port = await listen(server);
	const proxy = await startProxy((host) => host === HOST, port);
	const common = {
		PATH: process.env['PATH'] ?? '',
		HOME: folder,
		REFUSED_HOSTS: files.refused,
	};
	return {
		folder,
		nodeEnv: {
			...common,
			NODE_EXTRA_CA_CERTS: files.certificate,
			NODE_OPTIONS: `--require ${join(__dirname, 'leadToTwilio.cjs')}`,
			TWILIO_HOST: HOST,
			TWILIO_STAND_IN_PORT: String(port),
		},
		pythonEnv: {
			...common,
			REQUESTS_CA_BUNDLE: files.certificate,
			http_proxy: proxy.url,
			https_proxy: proxy.url,
			PYTHONDONTWRITEBYTECODE: '1',
		},
		refused: () => linesOf(files.refused),
		stop: async () => {
			proxy.stop();
			cut();
			await new Promise((resolve) => server.close(resolve));
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** A server that takes TLS off, and how to cut all its connections. */
function tlsBefore(baseUrl: string, key: string, cert: string) {
	const open = new Set<Duplex>();
	const server = createServer({ key, cert }, (client) => {
		const upstream = connect(Number(new URL(baseUrl).port), HERE);
		endTogether(open, client, upstream);
		endTogether(open, upstream, client);
		client.pipe(upstream).pipe(client);
	});
	return { server, cut: () => open.forEach((socket) => socket.destroy()) };
}

const linesOf = (file: string) =>
	existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
