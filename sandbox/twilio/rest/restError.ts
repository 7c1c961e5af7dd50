import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';

import { httpStatusOf } from './httpStatus';

/**
 * A refusal in Twilio's terms; the error handler turns it into `{code, message, more_info, status}`. Without a code it is
 * not Twilio's: then `code` and `more_info` are missing.
 */
export class RestError extends Error {
	constructor(
		readonly status: number,
		readonly code: number | null,
		message: string,
	) {
		super(message);
	}
}

/** 404 / 20404 in the words Twilio uses. */
export function notFound(request: Request): RestError {
	return new RestError(404, 20404, `The requested resource ${pathOf(request)} was not found`);
}

export const methodNotAllowed: RequestHandler = (request) => {
	throw new RestError(
		405,
		20004,
		`Method ${request.method} is not supported on ${pathOf(request)}`,
	);
};

/** Last handler of the REST API: every failure leaves in Twilio's error shape (https://www.twilio.com/docs/usage/twilios-response). */
export const sendRestError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
	if (response.headersSent) return next(error);
	sendRefusal(response, toRestError(error));
};

/** Answers in Twilio's error shape. */
export function sendRefusal(response: Response, { status, code, message }: RestError): void {
	if (status === 401) response.set('www-authenticate', 'Basic realm="Twilio API"');
	const more_info = `https://www.twilio.com/docs/errors/${code}`;
	response.status(status);
	response.json(code === null ? { message, status } : { code, message, more_info, status });
}

/** Without the query. */
export const pathOf = (request: Request): string => `${request.baseUrl}${request.path}`;

function toRestError(error: unknown): RestError {
	if (error instanceof RestError) return error;
	const status = httpStatusOf(error);
	if (status === 413) return new RestError(413, 20413, 'Request body too large');
	if (status < 500) return new RestError(400, 20001, 'The request cannot be read');
	return new RestError(500, 20500, 'Internal server error');
}
