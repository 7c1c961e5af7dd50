import { createServer } from 'node:https';
import express from 'express';
import { generate } from 'selfsigned';

import { createSound } from '../../../sandbox/phone/ringtone';
import { Listener } from '../../../sandbox/twilio/listener';
import { leadTo, type SignallingProxy } from './signallingProxy';

/** Twilio's hosts as a browser knows them. */
export interface TwilioHosts {
	readonly port: number;
	/** Answers no request for a sound, the ringtone among them, until the returned function is called. */
	readonly holdSounds: () => () => void;
	readonly breakSignalling: SignallingProxy['breakOff'];
	readonly stop: () => Promise<void>;
}

/** Listens with TLS: signalling leads to the emulator, Insights takes everything, and there are the SDK's sounds. */
export async function startTwilioHosts(emulatorUrl: string): Promise<TwilioHosts> {
	const { private: key, cert } = await generate([{ name: 'commonName', value: 'twilio.com' }]);
	const app = express();
	app.use(allowEveryOrigin);
	app.post('/v4/*splat', (_request, response) => {
		response.end();
	});
	let mayLoadSounds = Promise.resolve();
	app.get('/js/client/sounds/*splat', async (_request, response) => {
		await mayLoadSounds;
		response.type('audio/wav').send(createSound('incoming'));
	});
	const holdSounds = () => {
		let letLoad = () => {};
		mayLoadSounds = new Promise((resolve) => {
			letLoad = resolve;
		});
		return () => letLoad();
	};
	const server = createServer({ key, cert }, app);
	const signalling = leadTo(emulatorUrl);
	server.on('upgrade', signalling.pass);
	const listener = new Listener(server);
	await listener.open(0);
	const stop = async () => {
		signalling.breakOff();
		await listener.stop();
	};
	return {
		port: listener.port,
		holdSounds,
		breakSignalling: signalling.breakOff,
		stop,
	};
}

const allowEveryOrigin: express.RequestHandler = (request, response, next) => {
	response.set({ 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' });
	if (request.method === 'OPTIONS') response.end();
	else next();
};
