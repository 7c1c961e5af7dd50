import type { Request, RequestHandler } from 'express';

import { findForm } from './form';
import { notPlayed } from './notPlayed';
import { pathOf, RestError } from './restError';

/** Names of parameters, as in `openapi.json`. */
export interface Parameters {
	readonly query?: readonly string[];
	readonly form?: readonly string[];
}

/** The query as it was sent: Express would make objects of names with brackets. */
export function queryOf(request: Request): URLSearchParams {
	return new URL(request.originalUrl, 'http://emulator').searchParams;
}

/**
 * Lets a request pass that has these parameters and no other, each at most once. Twilio documents neither what it does with
 * an unknown one nor which of two it takes: RestError 501 and 400 / 20001, so that neither goes unnoticed.
 */
export function takes({ query = [], form = [] }: Parameters): RequestHandler {
	return (request, _response, next) => {
		requireKnown(request, queryOf(request), query);
		requireKnown(request, findForm(request) ?? new URLSearchParams(), form);
		next();
	};
}

function requireKnown(request: Request, given: URLSearchParams, known: readonly string[]): void {
	const names = [...given.keys()];
	const unknown = names.find((name) => !known.includes(name));
	if (unknown !== undefined) {
		throw notPlayed(`the parameter ${unknown} of ${request.method} ${pathOf(request)}`, 'may');
	}
	const repeated = names.find((name, index) => names.indexOf(name) !== index);
	if (repeated !== undefined) {
		throw new RestError(400, 20001, `${repeated} is given more than once`);
	}
}
