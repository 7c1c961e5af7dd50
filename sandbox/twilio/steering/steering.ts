import type { ErrorRequestHandler, RequestHandler } from 'express';
import { Router, text } from 'express';

import { Refusal } from '../../refusal';
import type { Signing } from '../callbacks/signing/signing';
import type { Phone } from '../calls/phone';
import type { Delivery } from '../events';
import type { Faults } from '../faults/faults';
import { httpStatusOf } from '../rest/httpStatus';
import type { RequestLedger } from '../rest/requestLedger';
import type { TwilioEmulator } from '../server';
import type { Notification } from '../twiml/notifications';
import { addFaultRoutes } from './faultRoutes';
import { addWebhookRoutes } from './webhookRoutes';
import {
	applicationBody,
	endCallBody,
	joinBody,
	modificationBody,
	placeCallBody,
	readJson,
	readOptionalJson,
	readShape,
	startCallBody,
	startStreamBody,
	stopStreamBody,
} from './steeringBody';

export interface Steered {
	readonly phone: Phone;
	readonly setApplication: TwilioEmulator['setApplication'];
	readonly deliveries: readonly Delivery[];
	readonly ledger: RequestLedger;
	readonly faults: Faults;
	readonly signing: Signing;
	readonly notifications: readonly Notification[];
}

/**
 * The phone and the faults over HTTP: `/_sandbox/…`, JSON in and out, errors as `{error}` with a 4xx status. Not part
 * of Twilio.
 */
export function steeringRoutes(steered: Steered): Router {
	const router = Router();
	// Demanding the JSON content type keeps web pages of other origins from steering without a CORS preflight.
	router.use(text({ type: 'application/json', limit: '1mb' }));
	addReadRoutes(router, steered);
	addPhoneRoutes(router, steered.phone);
	addApplicationRoutes(router, steered);
	addConferenceRoutes(router, steered.phone);
	addStreamRoutes(router, steered.phone);
	addFaultRoutes(router, steered.faults);
	addWebhookRoutes(router, steered.signing);
	router.use(unknownRoute, sendRefusal);
	return router;
}

function addReadRoutes(
	router: Router,
	{ phone, deliveries, ledger, notifications }: Steered,
): void {
	router.get('/calls', (_request, response) => {
		response.json({ calls: phone.calls() });
	});
	router.get('/calls/:sid', ({ params: { sid } }, response) => {
		response.json({
			call: phone.call(sid),
			heard: phone.heardBy(sid),
			said: phone.saidBy(sid),
			subscriptions: phone.subscriptionsOf(sid),
		});
	});
	router.get('/deliveries', (_request, response) => {
		response.json({ deliveries });
	});
	router.get('/notifications', (_request, response) => {
		response.json({ notifications });
	});
	router.get('/requests', (_request, response) => {
		response.json({ requests: ledger.requests });
	});
}

function addPhoneRoutes(router: Router, phone: Phone): void {
	router.post('/calls', (request, response) => {
		response.status(201).json(phone.startCall(readShape(startCallBody, readJson(request))));
	});
	router.post('/calls/:sid/answer', ({ params: { sid } }, response) => {
		response.json(phone.answer(sid));
	});
	router.post('/calls/:sid/dequeue', ({ params: { sid } }, response) => {
		phone.dequeue(sid);
		response.json(phone.call(sid));
	});
	router.post('/calls/:sid/end', (request, response) => {
		const { status } = readShape(endCallBody, readOptionalJson(request));
		response.json(phone.end(request.params.sid, status));
	});
	router.post('/calls/:sid/say', (request, response) => {
		response.status(201).json(phone.say(request.params.sid, readJson(request)));
	});
}

function addApplicationRoutes(router: Router, { setApplication, phone }: Steered): void {
	router.post('/application/calls', (request, response) => {
		response.status(201).json(phone.placeCall(readShape(placeCallBody, readJson(request))));
	});
	router.put('/application', (request, response) => {
		const application = readShape(applicationBody, readJson(request));
		setApplication(application);
		response.json(application);
	});
}

function addConferenceRoutes(router: Router, phone: Phone): void {
	router.get('/conferences', (_request, response) => {
		response.json({ conferences: phone.conferences() });
	});
	router.post('/calls/:sid/join', (request, response) => {
		const { conference, ...options } = readShape(joinBody, readJson(request));
		response.status(201).json(phone.join(request.params.sid, conference, options));
	});
	router.post('/calls/:sid/leave', ({ params: { sid } }, response) => {
		response.json(phone.leave(sid));
	});
	router.post('/calls/:sid/participant', (request, response) => {
		const modification = readShape(modificationBody, readJson(request));
		response.json(phone.modify(request.params.sid, modification));
	});
}

function addStreamRoutes(router: Router, phone: Phone): void {
	router.post('/calls/:sid/streams', (request, response) => {
		const options = readShape(startStreamBody, readOptionalJson(request));
		response.status(201).json(phone.startStream(request.params.sid, options));
	});
	router.post('/calls/:sid/streams/:name/stop', (request, response) => {
		const { error } = readShape(stopStreamBody, readOptionalJson(request));
		response.json(phone.stopStream(request.params.sid, request.params.name, error));
	});
}

const unknownRoute: RequestHandler = (request) => {
	throw new Refusal(404, `There is no ${request.method} ${request.originalUrl}`);
};

const sendRefusal: ErrorRequestHandler = (error: unknown, _request, response, next) => {
	const status = httpStatusOf(error);
	if (!(error instanceof Error) || status >= 500 || response.headersSent) return next(error);
	response.status(status).json({ error: error.message });
};
