import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { middleware } from 'express-openapi-validator';
import { z } from 'zod';

import { serve } from '../../../sandbox/twilio/listener';
import openApiJson from '../../../sandbox/twilio/openapi.json';

/** Twilio's own document; shapes are checked by the validator itself. */
export type OpenApiDocument = typeof openApiJson;

const problem = z.object({
	message: z.string(),
	errors: z.array(z.object({ path: z.string().optional(), message: z.string() })).optional(),
});

export interface OpenApiProxy {
	readonly baseUrl: string;
	/** `METHOD path pattern -> status` of every answer that passed. */
	readonly passed: readonly string[];
	/** What broke the document, in the validator's words. */
	readonly violations: readonly string[];
	stop(): Promise<void>;
}

/** Forwards to `upstream` and holds every request and every answer against the document, in both directions. */
export async function startOpenApiProxy(
	upstream: string,
	document: OpenApiDocument,
): Promise<OpenApiProxy> {
	const passed: string[] = [];
	const violations: string[] = [];
	const { baseUrl, stop } = await serve(createProxy(upstream, document, passed, violations));
	return { baseUrl, passed, violations, stop };
}

function createProxy(
	upstream: string,
	document: OpenApiDocument,
	passed: string[],
	violations: string[],
): Express {
	const app = express();
	app.use(express.urlencoded({ extended: false }));
	app.use(
		middleware({
			apiSpec: JSON.parse(JSON.stringify(document)),
			validateRequests: { allowUnknownQueryParameters: false },
			validateResponses: true,
			// The document's formats (uri-map, phone-number, relative "uri") are Twilio's own words, not JSON Schema's.
			validateFormats: false,
		}),
	);
	app.use(forward(upstream, passed), recordViolation(violations));
	return app;
}

const forward =
	(upstream: string, passed: string[]): RequestHandler =>
	async (request, response) => {
		const isForm =
			request.is('application/x-www-form-urlencoded') !== false && request.method === 'POST';
		const answer = await fetch(`${upstream}${request.originalUrl}`, {
			method: request.method,
			headers: {
				authorization: request.get('authorization') ?? '',
				...(isForm && { 'content-type': 'application/x-www-form-urlencoded' }),
			},
			...(isForm && { body: new URLSearchParams(request.body).toString() }),
		});
		const body = await answer.text();
		response.status(answer.status);
		if (body === '') response.end();
		else response.json(JSON.parse(body));
		passed.push(`${request.method} ${withoutSids(request.path)} -> ${answer.status}`);
	};

const withoutSids = (path: string): string => path.replace(/(AC|CA|CF|ZY)[0-9a-f]{32}/g, '{$1}');

const recordViolation =
	(violations: string[]): ErrorRequestHandler =>
	(error: unknown, _request, response, next) => {
		if (response.headersSent) return next(error);
		const { message, errors = [] } = problem.parse(error);
		const details = errors.map(({ path = '', message: text }) => `${path} ${text}`);
		violations.push(...(details.length > 0 ? details : [message]));
		response
			.status(500)
			.json({ code: 0, message: violations.join('; '), more_info: '', status: 500 });
	};
