import type { ClientRequest } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

import type { CallbackRequest } from './callbackRequest';
import type { RetryTrigger } from './connectionOverrides';

/** `trigger` is the retry policy a failure falls under; null when none does. */
export type Outcome =
	CallbackAnswer | { readonly error: string; readonly trigger: RetryTrigger | null };

/** What the server of a callback said. */
export interface CallbackAnswer {
	readonly status: number;
	readonly contentType: string;
	/** Null when it is larger than 64 kB, Twilio's limit for TwiML (https://www.twilio.com/docs/api/errors/11750). */
	readonly body: string | null;
}

const MAX_BODY_BYTES = 64 * 1024;

/** Limits of one attempt. Aborting `signal` ends it with the signal's reason. */
export interface Limits {
	readonly connectMs: number;
	readonly readMs: number;
	readonly signal: AbortSignal;
}

type Stage = 'connecting' | 'waiting' | 'reading';

class ReadTimeout extends Error {}

/**
 * One attempt, without following redirects. Never rejects: failures, a late answer and an aborted `signal` are
 * outcomes. Plain node:http because fetch and axios add headers of their own.
 */
export async function sendCallback(callback: CallbackRequest, limits: Limits): Promise<Outcome> {
	const request = openRequest(callback);
	limitTime(request, limits);
	const outcome = outcomeOf(request, isSecure(callback) ? 'secureConnect' : 'connect');
	request.end(callback.body);
	return await outcome;
}

/**
 * `readMs` limits the wait for the first packet of the answer and between two packets, as documented; that it limits
 * the TLS handshake too is assumed. https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
function limitTime(request: ClientRequest, { connectMs, readMs, signal }: Limits): void {
	const unconnected = new Error(`No connection within ${connectMs} ms`);
	const connecting = setTimeout(() => request.destroy(unconnected), connectMs);
	request.on('socket', (socket) => socket.once('connect', () => clearTimeout(connecting)));
	request.on('close', () => clearTimeout(connecting));
	const silent = new ReadTimeout(`No answer within ${readMs} ms`);
	request.setTimeout(readMs, () => request.destroy(silent));
	signal.addEventListener('abort', () => request.destroy(signal.reason), { once: true });
}

function outcomeOf(request: ClientRequest, connected: 'connect' | 'secureConnect') {
	return new Promise<Outcome>((resolve) => {
		let stage: Stage = 'connecting';
		const fail = (error: Error) =>
			resolve({ error: describe(error), trigger: triggerOf(error, stage) });
		request.on('socket', (socket) => socket.once(connected, () => (stage = 'waiting')));
		request.on('error', fail);
		request.on('response', (response) => {
			stage = 'reading';
			const chunks: Buffer[] = [];
			let bytes = 0;
			response.on('data', (chunk: Buffer) => {
				bytes += chunk.length;
				if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
			});
			response.on('error', fail);
			response.on('end', () =>
				resolve({
					status: response.statusCode ?? 0,
					contentType: response.headers['content-type'] ?? '',
					body: bytes > MAX_BODY_BYTES ? null : Buffer.concat(chunks).toString('utf8'),
				}),
			);
		});
	});
}

/** Policies as documented: `ct` covers TCP and the TLS handshake, `rt` an answer that did not begin in time. */
function triggerOf(error: Error, stage: Stage): RetryTrigger | null {
	if (stage === 'connecting') return 'ct';
	return stage === 'waiting' && error instanceof ReadTimeout ? 'rt' : null;
}

function openRequest(callback: CallbackRequest): ClientRequest {
	const open = isSecure(callback) ? httpsRequest : httpRequest;
	const { method, headers } = callback;
	return open(callback.url, { method, headers, agent: false });
}

const isSecure = ({ url }: CallbackRequest): boolean => new URL(url).protocol === 'https:';

function describe(error: Error): string {
	const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
	return `${code}: ${error.message}`;
}
