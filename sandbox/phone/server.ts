import { dirname, join } from 'node:path';
import type { RequestHandler } from 'express';
import express, { Router } from 'express';
import { z } from 'zod';

import { serve } from '../twilio/listener';
import type { TwilioEmulator } from '../twilio/server';
import { newSid } from '../twilio/sids';
import { createAccessToken } from './accessToken';
import { actionRoutes, type PhoneAction } from './actions';
import { createSound, SOUND_NAMES } from './ringtone';
import { securityHeaders } from './securityHeaders';

export type { PhoneAction } from './actions';

export interface PhoneOptions {
	readonly twilio: Pick<TwilioEmulator, 'account' | 'baseUrl'>;
	/** Buttons at the page. Default none. */
	readonly actions?: readonly PhoneAction[];
	/** Default 0, a free one. */
	readonly port?: number;
}

const PAGE = join(__dirname, 'page');
const ICONS = join(__dirname, '../../icons');
const SDK = join(dirname(require.resolve('@twilio/voice-sdk')), '..', 'dist');

/** Serves the page, the SDK and access tokens on 127.0.0.1. Rejects when the port is taken. */
export async function startPhone(
	options: PhoneOptions,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
	const { twilio, actions = [] } = options;
	const app = express().disable('x-powered-by');
	app.use(securityHeaders, neverFromCache);
	app.get('/twilio.min.js', (_request, response) => {
		response.sendFile('twilio.min.js', { root: SDK });
	});
	app.use(tokenRoute(twilio), emulatorRoutes(twilio, actions), actionRoutes(actions));
	app.use('/icons', express.static(ICONS));
	app.use(express.static(PAGE));
	const { baseUrl: url, stop } = await serve(app, options.port);
	return { url, stop };
}

/** Tokens must not be kept, and a page somebody is changing should be the newest. */
const neverFromCache: RequestHandler = (_request, response, next) => {
	response.set('Cache-Control', 'no-store');
	next();
};

/**
 * `GET /token?identity=alice`: a token for whoever asks, which is right for an emulator only. A server of one's own first
 * makes sure that it is alice who asks.
 */
function tokenRoute({ account }: PhoneOptions['twilio']): Router {
	const applicationSid = newSid('AP');
	const query = z.object({ identity: z.string().min(1) });
	return Router().get('/token', (request, response) => {
		const asked = query.safeParse(request.query);
		if (!asked.success) {
			response.status(400).json({ error: 'Say who you are: /token?identity=alice' });
			return;
		}
		const { identity } = asked.data;
		response.json({ identity, token: createAccessToken({ account, identity, applicationSid }) });
	});
}

/** What `page/emulator.js` asks for; an app of one's own has none of it. */
function emulatorRoutes(
	{ baseUrl }: PhoneOptions['twilio'],
	actions: readonly PhoneAction[],
): Router {
	const router = Router();
	router.get('/emulator.json', (_request, response) => {
		response.json({
			signallingHost: new URL(baseUrl).host,
			sounds: Object.fromEntries(SOUND_NAMES.map((name) => [name, `/sounds/${name}.wav`])),
			actions: actions.map(({ name, label, needsCall }) => ({ name, label, needsCall })),
		});
	});
	router.get('/sounds/:name.wav', (request, response) => {
		const sound = createSound(request.params.name);
		if (sound === undefined) response.status(404).end();
		else response.type('audio/wav').send(sound);
	});
	return router;
}
