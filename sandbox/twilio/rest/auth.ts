import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';

import { Refusal } from '../../refusal';
import type { Account } from '../account';

/** Basic auth with the account's token or its API key, else 401 / 20003 (https://www.twilio.com/docs/iam/api). */
export function requireCredentials(account: Account): RequestHandler {
	return (request, _response, next) => {
		if (!isAuthToken(request, account) && !isApiKey(request, account)) throw authenticate();
		next();
	};
}

/** Standard API keys may not read the Account resource: https://www.twilio.com/docs/iam/api-keys/keys-in-console */
export function refuseApiKeys(account: Account): RequestHandler {
	return (request, _response, next) => {
		if (isApiKey(request, account)) throw authenticate();
		next();
	};
}

const authenticate = () => new Refusal(401, 'Authenticate', 20003);

const isAuthToken = (request: Request, account: Account): boolean =>
	hasCredentials(request, account.sid, account.authToken);

const isApiKey = (request: Request, account: Account): boolean =>
	hasCredentials(request, account.apiKeySid, account.apiKeySecret);

function hasCredentials(request: Request, user: string, password: string): boolean {
	const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
	return timingSafeEqual(sha256(request.get('authorization') ?? ''), sha256(expected));
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
