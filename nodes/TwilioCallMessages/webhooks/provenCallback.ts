import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { readCredential, type TwilioCredential } from '../n8n/credential';
import { calledUrls, type WebhookCall } from '../twilio/callback/calledUrls';
import { acceptCallback, refusalAtSight, type ReadShape } from './acceptCallback';
import { answerRefusal, answerUnready } from './answers';
import { forwardedOrigin, receivedRequest } from './receivedRequest';

/** Where a webhook is, as far as n8n and its user know. */
export type WebhookAddress = Pick<WebhookCall, 'webhookUrl' | 'publicUrls'>;

/** A callback that is Twilio's. */
export interface Proven<T, Setup> {
	readonly isProven: true;
	readonly value: T;
	/** The URL Twilio signed. */
	readonly url: string;
	readonly setup: Setup;
	readonly credential: TwilioCredential;
}

/** A callback that is Twilio's, or the answer to what is not. */
export type ProvenCallback<T, Setup> =
	Proven<T, Setup> | { readonly isProven: false; readonly answer: IWebhookResponseData };

/**
 * Shows the request of a webhook to the door. What cannot be Twilio's costs nothing, not even a look into the credential;
 * and when the credential or the setup cannot be read, nobody can be proven: the sender is told to come again, and the
 * log says why. (What a webhook throws, n8n makes an execution of.)
 */
export async function provenCallback<
	T extends { readonly accountSid: string },
	Setup extends WebhookAddress,
>(
	context: IWebhookFunctions,
	readShape: ReadShape<T>,
	readSetup: (context: IWebhookFunctions) => Setup,
): Promise<ProvenCallback<T, Setup>> {
	const received = receivedRequest(context);
	const atSight = refusalAtSight(received);
	if (atSight) return notProven(answerRefusal(context, atSight));

	const ready = await prepare(context, readSetup);
	if ('error' in ready) return notProven(answerUnready(context, ready.error));
	const { setup, credential } = ready;

	const { originalUrl } = received;
	const call = { ...setup, originalUrl, forwardedOrigin: forwardedOrigin(context) };
	const request = { ...received, urls: calledUrls(call) };
	const verdict = acceptCallback(request, credential, readShape);
	if (!verdict.accepted) return notProven(answerRefusal(context, verdict.reason, request.urls));
	return { isProven: true, value: verdict.value, url: verdict.url, setup, credential };
}

async function prepare<Setup>(
	context: IWebhookFunctions,
	readSetup: (context: IWebhookFunctions) => Setup,
) {
	try {
		return { setup: readSetup(context), credential: await readCredential(context) };
	} catch (error) {
		return { error };
	}
}

const notProven = (answer: IWebhookResponseData) => ({ isProven: false, answer }) as const;
