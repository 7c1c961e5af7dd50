import { z } from 'zod';

import openApiJson from '../../../sandbox/twilio/openapi.json';

const FORM = 'application/x-www-form-urlencoded';

const operationShape = z.object({
	operationId: z.string(),
	parameters: z.array(z.object({ name: z.string(), in: z.enum(['path', 'query']) })),
	requestBody: z
		.object({
			content: z.object({
				[FORM]: z.object({ schema: z.object({ properties: z.record(z.unknown()) }) }),
			}),
		})
		.optional(),
});

/** An operation of Twilio's, with the names of its parameters. */
export interface OpenApiOperation {
	readonly id: string;
	readonly method: string;
	/** With `{AC}`, `{CA}`, `{CF}` and `{ZY}` for the SIDs in it. */
	readonly path: string;
	readonly query: readonly string[];
	readonly form: readonly string[];
}

/** What `openapi.json` describes. */
export const OPENAPI_OPERATIONS = Object.entries(openApiJson.paths).flatMap(([path, methods]) =>
	Object.entries(methods).map(([method, operation]) => describe(method, path, operation)),
);

function describe(method: string, path: string, operation: unknown): OpenApiOperation {
	const { operationId, parameters, requestBody } = operationShape.parse(operation);
	return {
		id: operationId,
		method: method.toUpperCase(),
		path: withPrefixes(path),
		query: parameters.filter((one) => one.in === 'query').map(({ name }) => name),
		form: Object.keys(requestBody?.content[FORM].schema.properties ?? {}),
	};
}

function withPrefixes(path: string): string {
	return path
		.replace(/Accounts\/\{\w+\}/, 'Accounts/{AC}')
		.replace(/Calls\/\{\w+\}/, 'Calls/{CA}')
		.replace(/Conferences\/\{\w+\}/, 'Conferences/{CF}')
		.replace(/Subscriptions\/\{\w+\}/, 'Subscriptions/{ZY}');
}
