import type { Request, RequestHandler } from 'express';

import { findForm } from './form';
import { notPlayed } from './notPlayed';
import { badRequest, pathOf } from './restError';

/** Names of parameters, as in `openapi.json`. */
export interface Parameters {
	readonly query?: readonly string[];
	readonly form?: readonly string[];
	/** Those in a form that Twilio knows and the emulator does not play. */
	readonly formNotPlayed?: readonly string[];
}

/** The query as it was sent: Express would make objects of names with brackets. */
export function queryOf(request: Request): URLSearchParams {
	return new URL(request.originalUrl, 'http://emulator').searchParams;
}

/** How Twilio's document names the SIDs in the path of a form, with their prefixes. */
const SIDS_OF_PATHS = new Map([
	['AccountSid', 'AC'],
	['CallSid', 'CA'],
	['Sid', 'CA'],
]);

/**
 * Lets a request pass that has these parameters and no other, each at most once. Twilio documents neither what it does with
 * an unknown one nor which of two it takes: Refusal 501 and 400 / 20001, so that neither goes unnoticed. A form may say the
 * SIDs of its path once more: Twilio's own MCP server (`@twilio-alpha/mcp`) does so in every form, which no API of Twilio's
 * can mind.
 */
export function takes(parameters: Parameters): RequestHandler {
	const { query = [], form = [], formNotPlayed = [] } = parameters;
	return (request, _response, next) => {
		const inQuery = [...queryOf(request).keys()];
		const inForm = [...(findForm(request) ?? [])]
			.filter(([name, value]) => !isSidOfPath(request, name, value))
			.map(([name]) => name);
		const refused = inForm.find((name) => formNotPlayed.includes(name));
		if (refused !== undefined) throw parameterNotPlayed(refused, request, 'would');
		requireKnown(request, inQuery, query);
		requireKnown(request, inForm, form);
		next();
	};
}

function isSidOfPath(request: Request, name: string, value: string): boolean {
	const prefix = SIDS_OF_PATHS.get(name);
	if (prefix === undefined || !value.startsWith(prefix) || value.length !== 34) return false;
	return pathOf(request).split(/[/.]/).includes(value);
}

function requireKnown(request: Request, names: readonly string[], known: readonly string[]): void {
	const unknown = names.find((name) => !known.includes(name));
	if (unknown !== undefined) throw parameterNotPlayed(unknown, request, 'may');
	const repeated = names.find((name, index) => names.indexOf(name) !== index);
	if (repeated !== undefined) {
		throw badRequest(`${repeated} is given more than once`);
	}
}

const parameterNotPlayed = (name: string, request: Request, twilio: 'would' | 'may') =>
	notPlayed(`the parameter ${name} of ${request.method} ${pathOf(request)}`, twilio);
