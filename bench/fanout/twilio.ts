import { createServer } from 'node:https';

import { twilioListener } from '../sending/twilio';
import { listen } from '../../sandbox/listen';
import { certificateFor } from '../../test/support/hostCertificate';
import { startProxy } from '../../test/support/hostProxy';
import { createMeter } from './meter';

const HOST = 'api.twilio.com';

/** What takes itself for Twilio on this machine. */
export type PretendedTwilio = Awaited<ReturnType<typeof startTwilio>>;

/** A server that takes itself for https://api.twilio.com and answers after `delayMs`, and the proxy that leads there. */
export async function startTwilio(delayMs: number) {
	const meter = createMeter();
	const { private: key, cert } = await certificateFor(HOST);
	const { onRequest, onAnswer, onConnection, requestCount, takeTraffic } = meter;
	const server = createServer({ key, cert }, twilioListener({ delayMs, onRequest, onAnswer }));
	server.on('secureConnection', onConnection);
	const proxy = await startProxy((host) => host === HOST, await listen(server));
	const stop = () => {
		server.close();
		server.closeAllConnections();
		proxy.stop();
	};
	return { cert, proxyUrl: proxy.url, requestCount, takeTraffic, stop };
}
