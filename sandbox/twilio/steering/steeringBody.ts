import type { Request } from 'express';
import { z } from 'zod';

import { Refusal } from '../../refusal';
import { DIRECTIONS, FINAL_STATUSES, HTTP_METHODS, STATUS_CALLBACK_EVENTS } from '../calls/calls';
import { START_STATUSES } from '../calls/newCall';
import { ASKED_CONFERENCE_EVENTS } from '../conferences/conferenceEvents';
import { FAULT_NAMES, NO_FAULT } from '../faults/faultNames';

/** Where something is reported to. */
const statusCallbackBody = z
	.object({
		statusCallback: z.string().optional(),
		statusCallbackMethod: z.enum(HTTP_METHODS).optional(),
	})
	.strict();

/** Body of PUT /_sandbox/application, the JSON form of `VoiceApplication`. */
export const applicationBody = statusCallbackBody.extend({
	voiceUrl: z.string().optional(),
	voiceMethod: z.enum(HTTP_METHODS).optional(),
	voiceFallbackUrl: z.string().optional(),
	voiceFallbackMethod: z.enum(HTTP_METHODS).optional(),
});

/** Body of POST /_sandbox/application/calls, the JSON form of `PlaceCallOptions`. */
export const placeCallBody = z
	.object({ identity: z.string().min(1), parameters: z.record(z.string()).optional() })
	.strict();

/** Body of POST /_sandbox/calls, the JSON form of `StartCallOptions`. */
export const startCallBody = statusCallbackBody.extend({
	from: z.string(),
	to: z.string(),
	direction: z.enum(DIRECTIONS).optional(),
	parentCallSid: z.string().optional(),
	status: z.enum(START_STATUSES).optional(),
	statusCallbackEvent: z.array(z.enum(STATUS_CALLBACK_EVENTS)).optional(),
});

/** Body of POST /_sandbox/calls/:sid/end; may be left out. */
export const endCallBody = z.object({ status: z.enum(FINAL_STATUSES).optional() }).strict();

/** Body of POST /_sandbox/calls/:sid/join: a conference name and `JoinOptions`. */
export const joinBody = z
	.object({
		conference: z.string(),
		label: z.string().optional(),
		muted: z.boolean().optional(),
		hold: z.boolean().optional(),
		callSidToCoach: z.string().optional(),
		startConferenceOnEnter: z.boolean().optional(),
		endConferenceOnExit: z.boolean().optional(),
		statusCallback: z.string().optional(),
		statusCallbackMethod: z.enum(HTTP_METHODS).optional(),
		statusCallbackEvent: z.array(z.enum(ASKED_CONFERENCE_EVENTS)).optional(),
	})
	.strict();

/** Body of POST /_sandbox/calls/:sid/participant, the JSON form of `Modification`. */
export const modificationBody = z
	.object({
		muted: z.boolean().optional(),
		hold: z.boolean().optional(),
		speaking: z.boolean().optional(),
	})
	.strict();

/** Body of POST /_sandbox/calls/:sid/streams, the JSON form of `StreamOptions`. */
export const startStreamBody = z
	.object({
		name: z.string().min(1).optional(),
		statusCallback: z.string().optional(),
		statusCallbackMethod: z.enum(HTTP_METHODS).optional(),
	})
	.strict();

/** Body of POST /_sandbox/calls/:sid/streams/:name/stop; may be left out. */
export const stopStreamBody = z.object({ error: z.string().optional() }).strict();

/** Body of POST /_sandbox/faults. */
export const nextFaultsBody = z
	.object({ next: z.array(z.enum([NO_FAULT, ...FAULT_NAMES])).min(1) })
	.strict();

/** The JSON value of a body. Refusal 400 when there is none or it is not JSON. */
export function readJson(request: Request): unknown {
	const body: unknown = request.body;
	if (typeof body !== 'string' || body === '') {
		throw new Refusal(400, 'Send a JSON body with content-type application/json');
	}
	return parseJson(body);
}

/** Like `readJson`, but nothing at all counts as an empty object. */
export function readOptionalJson(request: Request): unknown {
	const length = request.get('content-length') ?? '0';
	const isEmpty = length === '0' && request.get('transfer-encoding') === undefined;
	return isEmpty ? {} : readJson(request);
}

/** The value in its expected shape. Refusal 400 names every field that is wrong. */
export function readShape<Shape>(schema: z.ZodType<Shape>, value: unknown): Shape {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	const problems = result.error.issues.map(
		({ path, message }) => `${path.join('.') || 'body'}: ${message}`,
	);
	throw new Refusal(400, problems.join('; '));
}

function parseJson(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Refusal(400, `The body is not JSON: ${reason}`);
	}
}
