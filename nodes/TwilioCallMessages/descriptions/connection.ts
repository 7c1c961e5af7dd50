import type { IExecuteFunctions, ILoadOptionsFunctions, IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { baseUrl } from '../twilio/baseUrl';
import { twilioHttp, type TwilioHttp } from '../twilio/rest/request';
import { withRetry, type Attempt } from '../twilio/rest/retry';
import { CREDENTIAL_TYPE, type TwilioCredential } from './credential';

/** How long to wait for one answer, how often to repeat, and what ends the waiting in between. */
export interface ConnectionOptions {
	readonly timeoutMs: number;
	readonly maxRetries: number;
	readonly signal?: AbortSignal | undefined;
}

/** The way to Twilio for a node: signed in with its credential, repeating what is worth repeating. */
export function connect(
	context: IExecuteFunctions | IWebhookFunctions | ILoadOptionsFunctions,
	credential: TwilioCredential,
	{ timeoutMs, maxRetries, signal }: ConnectionOptions,
): TwilioHttp {
	const http = twilioHttp({
		baseUrl: baseUrl(credential.location),
		accountSid: credential.accountSid,
		send: async (options) =>
			await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL_TYPE, options),
	});
	const policy = { maxRetries, timeoutMs, baseMs: 500, maxMs: 10_000 };
	const wait = async (ms: number) => {
		await sleep(ms, signal);
		signal?.throwIfAborted();
	};
	const tools = { sleep: wait, random: Math.random, now: () => performance.now() };
	return async (request) => {
		const hasEffect = request.method !== 'GET';
		const send = async (attempt: Attempt) => await http(request, attempt);
		return await withRetry(send, { ...policy, hasEffect }, tools);
	};
}
