import type { Request, RequestHandler } from 'express';
import { text } from 'express';

import { Refusal } from '../../refusal';
import { badRequest } from './restError';

const FORM = 'application/x-www-form-urlencoded';

/** Reads every body as text, whatever its type: the routes decide what they accept. */
export const readBodyAsText: RequestHandler = text({ type: () => true, limit: '1mb' });

/** 400 / 20001 for a body of another type is assumed. */
export const formExpected = () => badRequest(`Send ${FORM}`);

/** The fields of a form POST. `refusal` is thrown for any other content type. */
export function readForm(request: Request, refusal: Refusal): URLSearchParams {
	const form = findForm(request);
	if (!form) throw refusal;
	return form;
}

/** The fields of a form POST, undefined for any other content type. */
export function findForm(request: Request): URLSearchParams | undefined {
	if (!request.is(FORM)) return undefined;
	const body: unknown = request.body;
	return new URLSearchParams(typeof body === 'string' ? body : '');
}
