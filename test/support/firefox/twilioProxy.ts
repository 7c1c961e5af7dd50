import { createServer } from 'node:http';
import { connect } from 'node:net';
import { pipeline } from 'node:stream';

import { HOST } from '../../../sandbox/listen';
import { Listener } from '../../../sandbox/twilio/listener';

/** A proxy for HTTP, of a browser that is to reach nothing but this machine. */
export interface TwilioProxy {
	readonly port: number;
	readonly stop: () => Promise<void>;
}

const TWILIO = /^[\w.-]+\.twilio\.com:443$/;

/** Leads connections with any host of Twilio to a port of this machine, and refuses all others. */
export async function startTwilioProxy(twilioPort: number | undefined): Promise<TwilioProxy> {
	const server = createServer((_request, response) => {
		response.writeHead(403).end();
	});
	server.on('connect', ({ url = '' }, client, head) => {
		if (twilioPort === undefined || !TWILIO.test(url)) {
			client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		const twilio = connect({ port: twilioPort, host: HOST, noDelay: true });
		client.write('HTTP/1.1 200 OK\r\n\r\n');
		twilio.write(head);
		pipeline(client, twilio, client, () => undefined); // both end together, whoever breaks off
	});
	const listener = new Listener(server);
	await listener.open(0);
	return { port: listener.port, stop: () => listener.stop() };
}
