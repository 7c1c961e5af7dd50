import { createServer } from 'node:http';
import axios from 'axios';
import express from 'express';

import { Listener } from '../../sandbox/twilio/listener';
import type { TwilioEmulator } from '../../sandbox/twilio/server';

/** Where the messages of a call go, to be answered. */
export interface Answerer {
	readonly callbackUrl: string;
	readonly stop: () => Promise<void>;
}

/** The least that can answer: it proves nothing, keeps nothing, and sends at once. */
export async function answerBarely(twilio: TwilioEmulator): Promise<Answerer> {
	const app = express();
	app.post('/', express.urlencoded({ extended: false }), (request, response) => {
		response.status(204).end();
		const { CallSid, Content } = request.body as { CallSid: string; Content: string };
		void post(twilio, `${CallSid}/UserDefinedMessages`, { Content: `{"received":${Content}}` });
	});
	const listener = new Listener(createServer(app));
	await listener.open(0);
	return { callbackUrl: listener.baseUrl, stop: async () => await listener.stop() };
}

/** Has the messages of a call delivered. */
export async function subscribe(twilio: TwilioEmulator, callSid: string, callbackUrl: string) {
	await post(twilio, `${callSid}/UserDefinedMessageSubscriptions`, { Callback: callbackUrl });
}

async function post({ account, baseUrl }: TwilioEmulator, path: string, form: object) {
	const url = `${baseUrl}/2010-04-01/Accounts/${account.sid}/Calls/${path}.json`;
	const auth = { username: account.sid, password: account.authToken };
	await axios.post(url, new URLSearchParams({ ...form }), { auth, proxy: false });
}
