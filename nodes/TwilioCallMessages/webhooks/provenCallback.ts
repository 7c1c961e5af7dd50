import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { calledUrls, type WebhookCall } from '../twilio/callback/calledUrls';
import { attempt } from '../twilio/rest/problem';
import {
	acceptCallback,
	refusalAtSight,
	type CallbackRequest,
	type ReadShape,
	type Refusal,
	type Verdict,
} from './acceptCallback';
import { answerRefusal, answerUnready } from './answers';
import { recallAccount } from './recallAccount';
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

	const judged = await attempt(async () => {
		const setup = readSetup(context);
		const { originalUrl } = received;
		const call = { ...setup, originalUrl, forwardedOrigin: forwardedOrigin(context) };
		const request = { ...received, urls: calledUrls(call) };
		return { setup, request, verdict: await judge(context, request, readShape) };
	});
	if (!judged.ok) return notProven(answerUnready(context, judged.problem.problem));

	const { setup, request, verdict } = judged.value;
	if (!verdict.accepted) return notProven(answerRefusal(context, verdict.reason, request.urls));
	return { isProven: true, value: verdict.value, url: verdict.url, setup };
}

/** What another token, key or account might let in. */
const UP_TO_CREDENTIAL: ReadonlySet<Refusal> = new Set<Refusal>([
	'signature',
	'noAuthToken',
	'noSharedKey',
	'account',
]);

/** The door's verdict by what is remembered of the credential; where that lets nobody in, by what it says now. */
async function judge<T extends { readonly accountSid: string }>(
	context: IWebhookFunctions,
	request: CallbackRequest,
	readShape: ReadShape<T>,
): Promise<Verdict<T>> {
	const { account, later } = await recallAccount(context);
	const verdict = acceptCallback(request, account, readShape);
	if (verdict.accepted || !UP_TO_CREDENTIAL.has(verdict.reason)) return verdict;
	const changed = await later();
	return changed ? acceptCallback(request, changed, readShape) : verdict;
}

const notProven = (answer: IWebhookResponseData) => ({ isProven: false, answer }) as const;
