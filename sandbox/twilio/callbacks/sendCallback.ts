import type { ClientRequest } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

import type { CallbackRequest } from './callbackRequest';

/** `isConnected` tells whether the failure came after the TCP connection stood. */
export type Outcome =
	{ readonly status: number } | { readonly error: string; readonly isConnected: boolean };

export interface Limits {
	readonly timeoutMs: number;
	readonly signal: AbortSignal;
}

/**
 * One attempt, without following redirects. Never rejects: failures, a late answer and an aborted `signal` are
 * outcomes. Plain node:http because fetch and axios add headers of their own.
 */
export async function sendCallback(callback: CallbackRequest, limits: Limits): Promise<Outcome> {
	const request = openRequest(callback, limits.signal);
	const late = new Error(`No complete answer within ${limits.timeoutMs} ms`);
	const timer = setTimeout(() => request.destroy(late), limits.timeoutMs);
	const outcome = outcomeOf(request);
	request.end(callback.body);
	return await outcome.finally(() => clearTimeout(timer));
}

function outcomeOf(request: ClientRequest): Promise<Outcome> {
	return new Promise((resolve) => {
		let isConnected = false;
		const fail = (error: Error) => resolve({ error: describe(error), isConnected });
		request.on('socket', (socket) => socket.once('connect', () => (isConnected = true)));
		request.on('error', fail);
		request.on('response', (response) => {
			response.resume();
			response.on('error', fail);
			response.on('end', () => resolve({ status: response.statusCode ?? 0 }));
		});
	});
}

function openRequest(callback: CallbackRequest, signal: AbortSignal): ClientRequest {
	const open = callback.url.startsWith('https:') ? httpsRequest : httpRequest;
	const { method, headers } = callback;
	return open(callback.url, { method, headers, signal, agent: false });
}

function describe(error: Error): string {
	const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
	return `${code}: ${error.message}`;
}
