import type { RequestHandler } from 'express';

import { Refusal } from '../../refusal';
import type { Account } from '../account';
import { API_VERSION } from '../apiVersion';
import { notFound, pathOf } from './restError';

/** 501 without a code, so that nobody takes it for a refusal of Twilio's. `twilio` says whether Twilio surely plays it. */
export function notPlayed(what: string, twilio: 'would' | 'may'): Refusal {
	return new Refusal(501, `This emulator does not play ${what}; Twilio ${twilio}.`);
}

/** For the methods that Twilio has on a path, and the emulator has not. */
export const methodNotPlayed: RequestHandler = (request) => {
	throw notPlayed(`${request.method} ${pathOf(request)}`, 'would');
};

/**
 * For what no route knows. Another account is not found, as at Twilio. Without `.json` Twilio answers many a path as XML:
 * https://www.twilio.com/docs/usage/twilios-response
 */
export function pathNotPlayed(account: Account): RequestHandler {
	return (request) => {
		const path = pathOf(request);
		if (!isOf(account, path)) throw notFound(request);
		const format = path.endsWith('.json') ? '' : ', a path without .json';
		throw notPlayed(`${request.method} ${path}${format}`, 'may');
	};
}

function isOf({ sid }: Account, path: string): boolean {
	const [, named] = new RegExp(`^/${API_VERSION}/Accounts/([^/.]+)`).exec(path) ?? [];
	return named === undefined || named === sid;
}
