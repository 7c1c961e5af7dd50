import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';

import { Refusal } from '../../refusal';
import { httpStatusOf } from './httpStatus';

/** 400 / 20001: what Twilio answers to most requests that make no sense. */
export const badRequest = (message: string) => new Refusal(400, message, 20001);

/** 404 / 20404 in the words Twilio uses. */
export function notFound(request: Request): Refusal {
	return new Refusal(404, `The requested resource ${pathOf(request)} was not found`, 20404);
}

export const methodNotAllowed: RequestHandler = (request) => {
	throw new Refusal(405, `Method ${request.method} is not supported on ${pathOf(request)}`, 20004);
};

/** Last handler of the REST API: every failure leaves in Twilio's error shape (https://www.twilio.com/docs/usage/twilios-response). */
export const sendRestError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
	if (response.headersSent) return next(error);
	sendRefusal(response, toRestError(error));
};

/** Answers in Twilio's error shape. What has no code is not Twilio's: then `code` and `more_info` are missing. */
export function sendRefusal(response: Response, { status, code, message }: Refusal): void {
	if (status === 401) response.set('www-authenticate', 'Basic realm="Twilio API"');
	const more_info = `https://www.twilio.com/docs/errors/${code}`;
	response.status(status);
	response.json(code === undefined ? { message, status } : { code, message, more_info, status });
}

/** Without the query. */
export const pathOf = (request: Request): string => `${request.baseUrl}${request.path}`;

function toRestError(error: unknown): Refusal {
	if (error instanceof Refusal) return error;
	const status = httpStatusOf(error);
	if (status === 413) return new Refusal(413, 'Request body too large', 20413);
	if (status < 500) return badRequest('The request cannot be read');
	return new Refusal(500, 'Internal server error', 20500);
}
