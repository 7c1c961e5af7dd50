import type { IHttpRequestOptions } from 'n8n-workflow';

import {
	type Failure,
	TwilioRequestError,
} from '../../nodes/TwilioCallMessages/twilio/rest/failure';
import {
	twilioHttp,
	type TwilioHttp,
	type TwilioRequest,
} from '../../nodes/TwilioCallMessages/twilio/rest/request';
import { strict } from './strict';

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

/** Our request function on top of a stand-in for n8n's helper. */
export function httpVia(send: (options: IHttpRequestOptions) => Promise<unknown>): TwilioHttp {
	const connection = {
		baseUrl: 'https://api.twilio.com',
		accountSid: ACCOUNT_SID,
		timeoutMs: 15_000,
	};
	return twilioHttp(strict('connection', { ...connection, send }));
}

/** Our request function, answered as given. */
export function httpAnswering(
	statusCode: number,
	body: unknown,
	headers: unknown = {},
): TwilioHttp {
	return httpVia(async () => ({ statusCode, headers, body }));
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
