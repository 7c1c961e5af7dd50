import type {
	IDataObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { baseUrl, isLocation } from '../twilio/baseUrl';
import { writeJson } from '../twilio/json';
import { ProblemError } from '../twilio/result';
import { isSignInRefused } from '../twilio/rest/failure';
import { twilioHttp, type TwilioHttp, type TwilioRequest } from '../twilio/rest/request';
import { withRetry, type Attempt } from '../twilio/rest/retry';
import { pause, sharedAlarm } from '../twilio/waiting';
import { CREDENTIAL_TYPE, readUsableCredential, type TwilioCredential } from './credential';

/** How long to wait for one answer, how often to repeat, and what ends the waiting in between. */
export interface ConnectionOptions {
	readonly timeoutMs: number;
	readonly maxRetries: number;
	readonly signal?: AbortSignal | undefined;
}

type Context = IExecuteFunctions | IWebhookFunctions | ILoadOptionsFunctions;

/**
 * The way to Twilio for a node: signed in with its credential, repeating what is worth repeating. Throws a
 * ProblemError when the credential leads to no host of Twilio's.
 */
export function connect(
	context: Context,
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
	const alarm = sharedAlarm();
	const httpBy = ({ decrypted }: TwilioCredential) =>
		twilioHttp({
			baseUrl: baseUrl(credential.location),
			accountSid: credential.accountSid,
			cancelSignal: signal,
			alarm,
			send: async (options, end) =>
				await context.helpers.httpRequestWithAuthentication.call(
					withCancelSignal(context, end),
					CREDENTIAL_TYPE,
					options,
					// Else n8n reads and decrypts the credential for each request.
					{ credentialsDecrypted: decrypted },
				),
		});
	const policy = { maxRetries, timeoutMs, baseMs: 500, maxMs: 10_000 };
	const wait = async (ms: number) => await pause(ms, signal);
	const tools = { sleep: wait, random: Math.random, now: () => performance.now() };
	return signedIn(context, credential, async (request, signIn) => {
		const http = httpBy(signIn);
		const hasEffect = request.method !== 'GET';
		const send = async (attempt: Attempt) => await http(request, attempt);
		return await withRetry(send, { ...policy, hasEffect }, tools);
	});
}

/**
 * Signs requests in with the credential as it was read; when Twilio no longer takes it, as it is now: a token may be
 * replaced while a long run lasts.
 */
function signedIn(
	context: Context,
	credential: TwilioCredential,
	send: (request: TwilioRequest, signIn: TwilioCredential) => Promise<IDataObject>,
): TwilioHttp {
	let latest = credential;
	return async (request) => {
		const used = latest;
		return await send(request, used).catch(async (error: unknown) => {
			if (isSignInRefused(error) && latest === used) {
				latest = await readUsableCredential(context).catch(() => used);
			}
			const isWorthAnother = isSignInRefused(error) && !isSameSignIn(latest, used);
			return await (isWorthAnother ? send(request, latest) : Promise.reject(error));
		});
	};
}

const isSameSignIn = (one: TwilioCredential, other: TwilioCredential) =>
	writeJson(one.decrypted.data) === writeJson(other.decrypted.data);

/** n8n's helper takes no signal but the one it asks the context for, to end its requests with the execution. */
function withCancelSignal(context: Context, signal: AbortSignal): Context {
	return Object.create(context, { getExecutionCancelSignal: { value: () => signal } });
}
