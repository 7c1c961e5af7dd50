import { createServer } from 'node:https';
import { generate } from 'selfsigned';

import { twilioListener } from '../sending/twilio';
import { listen } from '../../sandbox/listen';
import { createMeter } from './meter';
import { startProxy } from './proxy';

const HOST = 'api.twilio.com';

/** What takes itself for Twilio on this machine. */
export type PretendedTwilio = Awaited<ReturnType<typeof startTwilio>>;

/** A server that takes itself for https://api.twilio.com and answers after `delayMs`, and the proxy that leads there. */
export async function startTwilio(delayMs: number) {
	const meter = createMeter();
	const { private: key, cert } = await certificate();
	const { onRequest, onAnswer, onConnection, requestCount, takeTraffic } = meter;
	const server = createServer({ key, cert }, twilioListener({ delayMs, onRequest, onAnswer }));
	server.on('secureConnection', onConnection);
	const proxy = await startProxy(HOST, await listen(server));
	const stop = () => {
		server.close();
		server.closeAllConnections();
		proxy.stop();
	};
	return { cert, proxyUrl: proxy.url, requestCount, takeTraffic, stop };
}

/** Signs itself, so it is the CA to trust as well. */
async function certificate() {
	return await generate([{ name: 'commonName', value: HOST }], {
		keyType: 'ec',
		algorithm: 'sha256',
		extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: HOST }] }],
	});
}
