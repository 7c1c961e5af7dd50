import type { Request, Response } from 'express';

import { Refusal } from '../../refusal';
import { sendRefusal } from '../rest/restError';
import type { FaultBeforeEffect } from './faultNames';
import { gatewayPage, PORTAL_PAGE } from './pages';

export interface BeforeEffectOptions {
	readonly redirectUrl: string;
	/** Refuses new connections for a short while. */
	readonly refuseConnections: () => void;
	readonly now: () => Date;
}

type Strike = (request: Request, response: Response) => void;

/** What happens instead of the request, for every fault that strikes before its effect. */
export function beforeEffect(options: BeforeEffectOptions): Record<FaultBeforeEffect, Strike> {
	return {
		tooManyRequests: sendTooManyRequests,
		tooManyRequestsRetryAfterSeconds: (request, response) => {
			response.set('retry-after', '1');
			sendTooManyRequests(request, response);
		},
		tooManyRequestsRetryAfterDate: (request, response) => {
			response.set('retry-after', aSecondAfter(options.now()).toUTCString());
			sendTooManyRequests(request, response);
		},
		internalServerError: refuse(500, 20500, 'Internal server error'),
		badGateway: sendGatewayPage(502, 'Bad Gateway'),
		serviceUnavailable: refuse(503, 20503, 'Service unavailable'),
		gatewayTimeout: sendGatewayPage(504, 'Gateway Timeout'),
		resetBeforeEffect: ({ socket }) => socket.resetAndDestroy(),
		refusedConnection: ({ socket }) => {
			options.refuseConnections();
			socket.resetAndDestroy();
		},
		htmlOk: (_request, response) => response.type('html').send(PORTAL_PAGE),
		redirectToOtherHost: (_request, response) => response.redirect(307, options.redirectUrl),
	};
}

const refuse =
	(status: number, code: number, message: string): Strike =>
	(_request, response) =>
		sendRefusal(response, new Refusal(status, message, code));

const sendTooManyRequests = refuse(429, 20429, 'Too many requests');

const sendGatewayPage =
	(status: number, reason: string): Strike =>
	(_request, response) =>
		response.status(status).type('html').send(gatewayPage(status, reason));

/** An HTTP date has no fractions of a second: rounded up, so that it is never less than a second away. */
const aSecondAfter = (date: Date): Date =>
	new Date(Math.ceil((date.getTime() + 1000) / 1000) * 1000);
