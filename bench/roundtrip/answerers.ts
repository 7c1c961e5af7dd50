import express from 'express';

import { serve } from '../../sandbox/twilio/listener';
import type { TwilioEmulator } from '../../sandbox/twilio/server';
import { postToCall } from '../../test/support/callRequests';

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
		const answer = { Content: `{"received":${Content}}` };
		void postToCall(twilio, CallSid, 'UserDefinedMessages', answer);
	});
	const { baseUrl: callbackUrl, stop } = await serve(app);
	return { callbackUrl, stop };
}

/** Has the messages of a call delivered. */
export async function subscribe(twilio: TwilioEmulator, callSid: string, callbackUrl: string) {
	const subscription = { Callback: callbackUrl };
	await postToCall(twilio, callSid, 'UserDefinedMessageSubscriptions', subscription);
}
