import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import type { SignedRequest } from '../../nodes/TwilioCallMessages/twilio/callback/signature';

const FOLDER = join(__dirname, '../fixtures');

const strings = z.record(z.string());

const signatureVector = z.object({
	name: z.string(),
	authToken: z.string(),
	secondaryAuthToken: z.string().optional(),
	method: z.string(),
	url: z.string(),
	contentType: z.string().nullable(),
	body: z.string(),
	signature: z.string().nullable(),
	valid: z.boolean(),
	why: z.string(),
});

const callback = z.object({
	name: z.string(),
	kind: z.enum(['call-message', 'call-status']),
	expect: z.enum(['accept', 'reject']),
	request: z.object({
		method: z.string(),
		url: z.string(),
		headers: strings,
		rawBody: z.string(),
	}),
	parsed: z
		.object({
			fields: strings,
			content: z.object({ value: z.unknown(), isJson: z.boolean().optional() }).optional(),
		})
		.nullable(),
	signing: z.object({ authToken: z.string() }),
});

const errorCatalogue = z.object({
	errors: z.array(
		z.object({
			code: z.number(),
			surface: z.string(),
			httpStatus: z.number().nullable(),
			relevance: z.string(),
			retryable: z.boolean(),
		}),
	),
});

export type SignatureVector = z.infer<typeof signatureVector>;
export type Callback = z.infer<typeof callback>;

/** Every vector of fixtures/signature-vectors.json. */
export function readSignatureVectors(): SignatureVector[] {
	return z.array(signatureVector).parse(readJson('signature-vectors.json'));
}

/** Every request of fixtures/callbacks whose file name starts with `prefix`. */
export function readCallbacks(prefix: 'udm-' | 'status-'): Callback[] {
	return readdirSync(join(FOLDER, 'callbacks'))
		.filter((file) => file.startsWith(prefix))
		.map((file) => callback.parse(readJson(`callbacks/${file}`)));
}

/** Twilio's error codes, as collected in fixtures/errors.json. */
export function readErrorCatalogue() {
	return errorCatalogue.parse(readJson('errors.json')).errors;
}

/** A recorded callback as the door gets it. */
export function signedRequestOf({ request }: Callback): SignedRequest {
	return {
		method: request.method,
		url: request.url,
		contentType: request.headers['content-type'],
		rawBody: Buffer.from(request.rawBody),
		signature: request.headers['x-twilio-signature'],
	};
}

function readJson(path: string): unknown {
	return JSON.parse(readFileSync(join(FOLDER, path), 'utf8'));
}
