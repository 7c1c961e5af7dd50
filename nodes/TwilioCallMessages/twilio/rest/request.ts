import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { isRecord, parseJson } from '../json';
import { isSid, type SidPrefix } from '../sids';
import { deadline, type Alarm } from '../waiting';
import { type Failure, TwilioRequestError } from './failure';
import type { Attempt } from './retry';

/** One REST request. `path` is relative to the account, e.g. `/Calls/CA…/UserDefinedMessages.json`. */
export interface TwilioRequest {
	readonly method: 'GET' | 'POST' | 'DELETE';
	readonly path: string;
	readonly form?: Readonly<Record<string, string>>;
	/** What success looks like; anything else is a failure. */
	readonly success:
		| { readonly status: 200 | 201; readonly sid: SidPrefix }
		| { readonly status: 200; readonly list: string }
		| { readonly status: 204 };
}

/** Sends a request and resolves with the resource or list (an empty object after a removal). */
export type TwilioHttp = (request: TwilioRequest) => Promise<IDataObject>;

/** What a request needs to know about the account and the network. */
export interface TwilioConnection {
	readonly baseUrl: string;
	readonly accountSid: string;
	/** n8n's request helper, signed in with the credential. Ends the request when the signal is aborted. */
	readonly send: (options: IHttpRequestOptions, signal: AbortSignal) => Promise<unknown>;
	/** Cancels what is under way. */
	readonly cancelSignal?: AbortSignal | undefined;
	/** Says when the time of a request is up. */
	readonly alarm: Alarm;
}

/** Largest answer (bytes) that is read: a page of 1,000 calls has 2 MB. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

interface HttpAnswer {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: string;
}

/**
 * Makes the function that carries out one attempt at a REST call. It signs in with the credential, follows no redirect
 * (n8n's helper would carry the credential along), ends at the attempt's deadline, and takes nothing
 * for a success but the documented status with a JSON object holding the right SID or list.
 * Rejects with `TwilioRequestError`.
 */
export function twilioHttp(
	connection: TwilioConnection,
): (request: TwilioRequest, attempt: Attempt) => Promise<IDataObject> {
	return async (request, attempt) => {
		const answer = await answerInTime(
			connection,
			httpOptions(connection, request, attempt),
			attempt,
		);
		return isGoneAlready(request, attempt, answer) ? {} : resourceOf(request, answer);
	};
}

function httpOptions(
	connection: TwilioConnection,
	request: TwilioRequest,
	{ timeoutMs }: Attempt,
): IHttpRequestOptions {
	return {
		method: request.method,
		url: `${connection.baseUrl}/2010-04-01/Accounts/${connection.accountSid}${request.path}`,
		...(request.form && { body: new URLSearchParams(request.form) }),
		headers: { Accept: 'application/json' },
		// To be read here, so that it can be given up: a text n8n's helper reads whole, however long it is.
		encoding: 'stream',
		timeout: timeoutMs,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
	};
}

// n8n's own timeout counts silence only: an answer that drips in slowly would hold the execution for ever.
async function answerInTime(
	{ send, cancelSignal, alarm }: TwilioConnection,
	options: IHttpRequestOptions,
	{ timeoutMs }: Attempt,
): Promise<HttpAnswer> {
	const { signal, timeIsUp, release } = deadline(timeoutMs, cancelSignal, alarm);
	const answered = send(options, signal)
		.then(readAnswer)
		.catch((): Failure => ({ kind: 'unreachable' }));
	const outcome = await Promise.race([answered, timeIsUp]).finally(release);
	if (outcome === 'timeIsUp') throw new TwilioRequestError({ kind: 'timeout', timeoutMs });
	if ('kind' in outcome) throw new TwilioRequestError(outcome);
	return outcome;
}

async function readAnswer(answer: unknown): Promise<HttpAnswer | Failure> {
	if (!isRecord(answer) || typeof answer['statusCode'] !== 'number') {
		return { kind: 'unreachable' };
	}
	const { statusCode: status, headers } = answer;
	const body = await readBody(answer['body']);
	if (body === undefined) return { kind: 'unexpectedAnswer', status };
	return { statusCode: status, headers: isRecord(headers) ? headers : {}, body };
}

/** The text of a body; undefined when it is too long. Leaving the loop ends the connection. */
async function readBody(body: unknown): Promise<string | undefined> {
	if (!isStream(body)) return typeof body === 'string' ? body : '';
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of body) {
		length += chunk.length;
		if (length > MAX_ANSWER_BYTES) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString();
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

// A removal whose answer was lost finds nothing left to remove when it is repeated.
function isGoneAlready(
	{ success }: TwilioRequest,
	{ mayBeDone }: Attempt,
	answer: HttpAnswer,
): boolean {
	return (
		success.status === 204 && mayBeDone && answer.statusCode === 404 && errorCode(answer) === 20404
	);
}

function resourceOf(request: TwilioRequest, answer: HttpAnswer): IDataObject {
	const { success } = request;
	if (answer.statusCode >= 300) throw new TwilioRequestError(refusal(request, answer));
	if (answer.statusCode !== success.status) throw unexpected(answer);
	if (success.status === 204) return {};

	const resource = parseJsonObject(answer.body);
	const isExpected =
		'sid' in success
			? isSid(success.sid, resource?.['sid'])
			: Array.isArray(resource?.[success.list]);
	if (resource === undefined || !isExpected) throw unexpected(answer);
	return resource;
}

function refusal({ success, form }: TwilioRequest, answer: HttpAnswer): Failure {
	return {
		kind: 'refused',
		status: answer.statusCode,
		code: errorCode(answer),
		retryAfterMs: retryAfterMs(answer.headers['retry-after']),
		about: 'list' in success ? 'list' : form && 'Content' in form ? 'message' : undefined,
	};
}

function errorCode(answer: HttpAnswer): number | undefined {
	const code = parseJsonObject(answer.body)?.['code'];
	return typeof code === 'number' ? code : undefined;
}

/** Both forms of the header: seconds, or a date. Source: RFC 9110, section 10.2.3. */
function retryAfterMs(header: unknown): number | undefined {
	if (typeof header !== 'string') return undefined;
	if (/^\d+$/.test(header)) return Number(header) * 1000;
	const isDate = /^[A-Z][a-z]{2}, .* GMT$/.test(header);
	const ms = isDate ? Date.parse(header) - Date.now() : NaN;
	return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

function unexpected(answer: HttpAnswer): TwilioRequestError {
	return new TwilioRequestError({ kind: 'unexpectedAnswer', status: answer.statusCode });
}

function parseJsonObject(text: string): IDataObject | undefined {
	const value = parseJson(text);
	return isDataObject(value) ? value : undefined;
}

function isDataObject(value: unknown): value is IDataObject {
	return isRecord(value);
}
