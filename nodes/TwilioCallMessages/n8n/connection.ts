import type { IExecuteFunctions, ILoadOptionsFunctions, IWebhookFunctions } from 'n8n-workflow';

import { baseUrl, isLocation } from '../twilio/baseUrl';
import { ProblemError } from '../twilio/result';
import { twilioHttp, type TwilioHttp } from '../twilio/rest/request';
import { withRetry, type Attempt } from '../twilio/rest/retry';
import { pause } from '../twilio/waiting';
import { CREDENTIAL_TYPE, type TwilioCredential } from './credential';

/** How long to wait for one answer, how often to repeat, and what ends the waiting in between. */
export interface ConnectionOptions {
	readonly timeoutMs: number;
	readonly maxRetries: number;
	readonly signal?: AbortSignal | undefined;
}

/**
 * The way to Twilio for a node: signed in with its credential, repeating what is worth repeating. Throws a
 * ProblemError when the credential leads to no host of Twilio's.
 */
export function connect(
	context: IExecuteFunctions | IWebhookFunctions | ILoadOptionsFunctions,
	credential: TwilioCredential,
	{ timeoutMs, maxRetries, signal }: ConnectionOptions,
): TwilioHttp {
	if (!isLocation(credential.location)) {
		throw new ProblemError({
			problem:
				'Edge or Region in the credential is not valid. They are small letters, digits and hyphens, such as ashburn',
			remedy: 'Correct it and save the credential.',
		});
	}
	const http = twilioHttp({
		baseUrl: baseUrl(credential.location),
		accountSid: credential.accountSid,
		cancelSignal: signal,
		send: async (options, end) =>
			await context.helpers.httpRequestWithAuthentication.call(
				withCancelSignal(context, end),
				CREDENTIAL_TYPE,
				options,
			),
	});
	const policy = { maxRetries, timeoutMs, baseMs: 500, maxMs: 10_000 };
	const wait = async (ms: number) => await pause(ms, signal);
	const tools = { sleep: wait, random: Math.random, now: () => performance.now() };
	return async (request) => {
		const hasEffect = request.method !== 'GET';
		const send = async (attempt: Attempt) => await http(request, attempt);
		return await withRetry(send, { ...policy, hasEffect }, tools);
	};
}

/** n8n's helper takes no signal but the one it asks the context for, to end its requests with the execution. */
function withCancelSignal<Context extends object>(context: Context, signal: AbortSignal): Context {
	return Object.create(context, { getExecutionCancelSignal: { value: () => signal } });
}
