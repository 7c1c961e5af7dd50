import type { ClientRequest, IncomingHttpHeaders } from 'node:http';
import { request as httpRequest } from 'node:http';

import type { TwilioEmulator } from '../../../sandbox/twilio/server';

/** What a client saw of one exchange: `error` is the code of what broke it off, '' when it was complete. */
export interface Outcome {
	readonly status: number | null;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
	readonly error: string;
}

export interface RestExchange {
	readonly request: ClientRequest;
	/** Resolves with the status once the headers are there; never when there are none. */
	readonly status: Promise<number | undefined>;
	/** Never rejects. */
	readonly outcome: Promise<Outcome>;
}

/** Paths below the account of the emulator. */
export const callOf = (callSid: string) => `/Calls/${callSid}.json`;
export const messagesOf = (callSid: string) => `/Calls/${callSid}/UserDefinedMessages.json`;
export const subscriptionsOf = (callSid: string) =>
	`/Calls/${callSid}/UserDefinedMessageSubscriptions.json`;

/** Begins a request on a connection of its own; what is left of it is the caller's to send. */
export function beginRest(emulator: TwilioEmulator, method: string, path: string): RestExchange {
	const { sid, authToken } = emulator.account;
	const request = httpRequest(`${emulator.baseUrl}/2010-04-01/Accounts/${sid}${path}`, {
		method,
		auth: `${sid}:${authToken}`,
		agent: false,
		...(method === 'POST' && {
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
		}),
	});
	const status = new Promise<number | undefined>((resolve) =>
		request.once('response', ({ statusCode }) => resolve(statusCode)),
	);
	return { request, status, outcome: outcomeOf(request) };
}

/** Sends a whole request and resolves with what came of it. */
export async function sendRest(
	emulator: TwilioEmulator,
	method: string,
	path: string,
	form: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
	const { request, outcome } = beginRest(emulator, method, path);
	request.end(method === 'POST' ? new URLSearchParams(form).toString() : '');
	return await outcome;
}

function outcomeOf(request: ClientRequest): Promise<Outcome> {
	const chunks: Buffer[] = [];
	const seen: { status: number | null; headers: IncomingHttpHeaders } = {
		status: null,
		headers: {},
	};
	return new Promise((resolve) => {
		const finish = (error: string) =>
			resolve({ ...seen, body: Buffer.concat(chunks).toString(), error });
		const fail = (error: NodeJS.ErrnoException) => finish(error.code ?? error.name);
		request.on('error', fail);
		request.on('response', (response) => {
			seen.status = response.statusCode ?? null;
			seen.headers = response.headers;
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('error', fail);
			response.on('end', () => finish(''));
		});
	});
}
