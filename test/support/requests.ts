import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import {
	type Failure,
	TwilioRequestError,
} from '../../nodes/TwilioCallMessages/twilio/rest/failure';
import {
	twilioHttp,
	type TwilioHttp,
	type TwilioRequest,
} from '../../nodes/TwilioCallMessages/twilio/rest/request';
import type { Attempt } from '../../nodes/TwilioCallMessages/twilio/rest/retry';
import { strict } from './strict';
import { sharedAlarm } from '../../nodes/TwilioCallMessages/twilio/waiting';

export const ACCOUNT_SID = `AC${'1'.repeat(32)}`;
export const RESOURCE = { sid: `KX${'3'.repeat(32)}`, account_sid: ACCOUNT_SID };

export const CREATE: TwilioRequest = {
	method: 'POST',
	path: '/Calls/CA1/UserDefinedMessages.json',
	form: { Content: '{"a":"ü&="}', IdempotencyKey: 'k1' },
	success: { status: 201, sid: 'KX' },
};

export const REMOVE: TwilioRequest = {
	method: 'DELETE',
	path: '/Calls/CA1/UserDefinedMessageSubscriptions/ZY1.json',
	success: { status: 204 },
};

export const FETCH: TwilioRequest = {
	method: 'GET',
	path: '/Calls/CA1.json',
	success: { status: 200, sid: 'CA' },
};

export const LIST: TwilioRequest = {
	method: 'GET',
	path: '/Calls.json?Status=ringing&PageSize=50',
	success: { status: 200, list: 'calls' },
};

export const FIRST_ATTEMPT: Attempt = { timeoutMs: 15_000, mayBeDone: false };

/** One attempt of our request function on top of a stand-in for n8n's helper. */
export function httpVia(
	send: (options: IHttpRequestOptions, signal: AbortSignal) => Promise<unknown>,
	attempt = FIRST_ATTEMPT,
	cancelSignal?: AbortSignal,
): TwilioHttp {
	const baseUrl = 'https://api.twilio.com';
	const connection = { baseUrl, accountSid: ACCOUNT_SID, send, cancelSignal, alarm: sharedAlarm() };
	const http = twilioHttp(strict('connection', connection));
	return async (request) => await http(request, attempt);
}

/** Our request function, answered as given. */
export function httpAnswering(
	statusCode: number,
	body: unknown,
	headers: unknown = {},
	attempt = FIRST_ATTEMPT,
): TwilioHttp {
	return httpVia(async () => ({ statusCode, headers, body }), attempt);
}

/** A stand-in for our request function: answers by path, knows no other path, and notes what it was asked. */
export function httpKnowing(answers: Readonly<Record<string, IDataObject>>) {
	const requests: TwilioRequest[] = [];
	const http: TwilioHttp = async (request) => {
		requests.push(request);
		const answer = answers[request.path];
		if (answer === undefined) throw new Error(`There is no ${request.path} in this test`);
		return answer;
	};
	return { http, requests };
}

/** How a request failed; throws when it did not, or failed in a way nobody explains to the user. */
export async function failureOf(sent: Promise<unknown>): Promise<Failure> {
	const error: unknown = await sent.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (error instanceof TwilioRequestError) return error.failure;
	throw new Error('Expected a TwilioRequestError', { cause: error });
}
