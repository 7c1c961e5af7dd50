import type { ErrorRequestHandler, RequestHandler } from 'express';
import { json, Router } from 'express';
import { z } from 'zod';

import { Refusal } from '../refusal';
import { httpStatusOf } from '../twilio/rest/httpStatus';

/** One thing the sandbox can do for the person at the page, a button there. */
export interface PhoneAction {
	readonly name: string;
	readonly label: string;
	readonly needsCall: boolean;
	run(who: { identity: string; callSid: string | null }): Promise<void>;
}

const whoAsks = z
	.object({
		identity: z.string().min(1),
		callSid: z
			.string()
			.regex(/^CA[0-9a-f]{32}$/)
			.nullable(),
	})
	.strict();

/** `POST /actions/:name` answers 204; when the action cannot be done or fails, 4xx or 5xx with the `{error}` to show. */
export function actionRoutes(actions: readonly PhoneAction[]): Router {
	const router = Router();
	router.post('/actions/:name', demandJson, json(), async (request, response) => {
		const action = actions.find(({ name }) => name === request.params['name']);
		if (action === undefined) throw new Refusal(404, 'The sandbox has no such action');
		await action.run(readWho(request.body, action));
		response.status(204).end();
	});
	router.use('/actions', sendActionError);
	return router;
}

/** A page of another origin cannot send this content type without a CORS preflight, which nobody answers here. */
const demandJson: RequestHandler = (request, _response, next) => {
	if (!request.is('application/json')) {
		throw new Refusal(415, 'Send JSON with content-type application/json');
	}
	next();
};

function readWho(body: unknown, { needsCall }: PhoneAction): z.infer<typeof whoAsks> {
	const who = whoAsks.safeParse(body);
	if (!who.success) throw new Refusal(400, 'Send {"identity": "…", "callSid": "CA…" or null}');
	if (needsCall && who.data.callSid === null) throw new Refusal(409, 'This needs a call');
	return who.data;
}

const sendActionError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
	if (response.headersSent) return next(error);
	const text = error instanceof Error ? error.message : String(error);
	response.status(httpStatusOf(error)).json({ error: text });
};
