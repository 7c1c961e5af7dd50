import express from 'express';

import { createAccessToken } from '../../../sandbox/phone/accessToken';
import { serve } from '../../../sandbox/twilio/listener';
import type { TwilioEmulator } from '../../../sandbox/twilio/server';

/** What a token server does when it is asked: a token that lives so many seconds, or the status of a failure. */
export type TokenAnswer = { readonly livesSeconds: number } | { readonly status: number };

export interface TokenServer {
	/** The address of the page with this server for its tokens. */
	readonly query: string;
	/** How often it was asked. */
	readonly asked: () => number;
	readonly stop: () => Promise<void>;
}

const AN_HOUR: TokenAnswer = { livesSeconds: 3600 };

/** A token server on another origin, which lets every page ask it. Answers as told, and then with tokens for an hour. */
export async function startTokenServer(
	{ account }: TwilioEmulator,
	identity: string,
	answers: readonly TokenAnswer[] = [],
): Promise<TokenServer> {
	let count = 0;
	const app = express();
	app.get('/token', (_request, response) => {
		const answer = answers[count] ?? AN_HOUR;
		count += 1;
		response.set('access-control-allow-origin', '*');
		if ('status' in answer) {
			response.status(answer.status).end();
			return;
		}
		const { livesSeconds } = answer;
		const applicationSid = `AP${'0'.repeat(32)}`;
		response.json({
			token: createAccessToken({ account, identity, applicationSid, livesSeconds }),
		});
	});
	const { baseUrl, stop } = await serve(app);
	const query = `?tokenUrl=${encodeURIComponent(`${baseUrl}/token`)}`;
	return { query, asked: () => count, stop };
}
